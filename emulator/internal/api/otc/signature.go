package otc

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// algorithm is the only one that both families of clients sign with.
const algorithm = "SDK-HMAC-SHA256"

const (
	dateHeader    = "X-Sdk-Date"
	contentHeader = "X-Sdk-Content-Sha256"
	unsigned      = "UNSIGNED-PAYLOAD" // value of the content header in place of a hash
	terminator    = "sdk_request"
)

// signature is the content of an Authorization header. There are two families: gophertelekomcloud's, whose Credential
// has a scope (date, region, service, "sdk_request") from which the signing key is derived; and that of Huawei Cloud's
// SDKs, whose Access is the name of the key alone and whose signing key is the secret itself.
type signature struct {
	accessKey string
	scope     []string // nil in the second family
	headers   []string // names of the signed headers, in their order
	sum       []byte
}

// parseSignature parses the header after the algorithm. It returns false if the signature cannot be verified.
func parseSignature(header string) (signature, bool) {
	params := map[string]string{}
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		params[name] = value
	}
	s := signature{accessKey: params["Access"], headers: strings.Split(params["SignedHeaders"], ";")}
	ok := s.accessKey != ""
	if credential := strings.Split(params["Credential"], "/"); params["Credential"] != "" {
		s.accessKey, s.scope = credential[0], credential[1:]
		ok = len(s.scope) == 4 && s.scope[3] == terminator
	}
	var err error
	s.sum, err = hex.DecodeString(params["Signature"])
	return s, ok && err == nil
}

// check verifies the signature of a call. Its instant is not compared with the clock, which may be a manual one
// [inferred: the real gateway allows 15 minutes]. It returns errors of the gateway, or those of Call.Body.
func (s signature) check(c *wire.Call, parsed bool) error {
	if !wire.SecretsEqual(s.accessKey, wire.KnownAccessKey) {
		err := gateway.ErrorWithMessage("APIGW.0301", fmt.Sprintf(unknownAK, s.accessKey))
		return wire.Because(err, "the access key of the signature is not the known one")
	}
	if !parsed {
		return gateway.ErrorWithMessage("APIGW.0301", badSignature)
	}
	body, err := c.Body()
	if err != nil {
		return err
	}
	hash := hexHash(body)
	contentHash := c.Header.Get(contentHeader)
	if contentHash == unsigned {
		hash = unsigned
	}
	date := c.Header.Get(dateHeader)
	validDate := date != "" && slices.Contains(s.headers, strings.ToLower(dateHeader)) &&
		(s.scope == nil || strings.HasPrefix(date, s.scope[0]))
	validHash := contentHash == "" || contentHash == hash
	if !validDate || !validHash || !hmac.Equal(s.sum, s.expected(c, date, hash)) {
		return gateway.ErrorWithMessage("APIGW.0301", badSignature)
	}
	return nil
}

// expected returns the signature of the call by the known secret.
func (s signature) expected(c *wire.Call, date, hash string) []byte {
	request := hexHash([]byte(s.canonical(c, hash)))
	key := []byte(wire.KnownSecretKey)
	if s.scope == nil {
		return keyed(key, strings.Join([]string{algorithm, date, request}, "\n"))
	}
	key = append([]byte("SDK"), key...)
	for _, part := range s.scope {
		key = keyed(key, part)
	}
	return keyed(key, strings.Join([]string{algorithm, date, strings.Join(s.scope, "/"), request}, "\n"))
}

// canonical returns the request as both families write it for signing: method, path, query, signed headers, their
// names, and the hash of the body.
func (s signature) canonical(c *wire.Call, hash string) string {
	sent := c.Sent()
	var b strings.Builder
	b.WriteString(c.Method + "\n" + canonicalPath(sent.Path) + "\n" + canonicalQuery(sent.Query()) + "\n")
	for _, name := range s.headers {
		values := slices.Sorted(slices.Values(c.Header.Values(name)))
		if name == "host" {
			values = []string{c.Host} // net/http keeps it apart
		}
		for _, value := range values {
			if s.scope != nil {
				value = strings.Join(strings.Fields(value), " ") // gophertelekomcloud collapses white space
			}
			b.WriteString(name + ":" + strings.TrimSpace(value) + "\n")
		}
	}
	b.WriteString("\n" + strings.Join(s.headers, ";") + "\n" + hash)
	return b.String()
}

// canonicalPath encodes each segment and appends a slash.
func canonicalPath(path string) string {
	segments := strings.Split(strings.TrimSuffix(path, "/"), "/")
	for i, segment := range segments {
		segments[i] = escape(segment)
	}
	return strings.Join(segments, "/") + "/"
}

// canonicalQuery returns the query sorted by name, and by value within a name.
func canonicalQuery(query url.Values) string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range slices.Sorted(slices.Values(query[name])) {
			pairs = append(pairs, escape(name)+"="+escape(value))
		}
	}
	return strings.Join(pairs, "&")
}

// escape keeps the unreserved characters of RFC 3986 and encodes every other byte.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func keyed(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func hexHash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
