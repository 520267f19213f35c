package apitest

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Signed is a request to be signed with an access key, written down by the algorithm that the API gateways document and
// apart from the code that verifies it.
type Signed struct {
	Method, Host, Path, Body string
	Query                    string
	AccessKey, SecretKey     string
	Date                     string // 20260102T120000Z
	// Headers are further ones that are signed, by their names in lower case. x-sdk-content-sha256 is replaced by the hash of
	// the body.
	Headers map[string]string
}

// Plain returns the headers in the form of Huawei Cloud's SDKs, as "Name: value": the key is the secret itself.
func (s Signed) Plain(t testing.TB) []string {
	t.Helper()
	canonical, names := s.canonical(t)
	text := "SDK-HMAC-SHA256\n" + s.Date + "\n" + sum(canonical)
	return s.with(fmt.Sprintf("Access=%s, SignedHeaders=%s, Signature=%x", s.AccessKey, names, mac([]byte(s.SecretKey), text)))
}

// Derived returns the headers in the form of gophertelekomcloud: the key is derived by date, region and service, of which
// the last two are empty.
func (s Signed) Derived(t testing.TB) []string {
	t.Helper()
	canonical, names := s.canonical(t)
	scope := s.Date[:8] + "///sdk_request"
	key := mac(mac(mac(mac([]byte("SDK"+s.SecretKey), s.Date[:8]), ""), ""), "sdk_request")
	text := "SDK-HMAC-SHA256\n" + s.Date + "\n" + scope + "\n" + sum(canonical)
	return s.with(fmt.Sprintf("Credential=%s/%s, SignedHeaders=%s, Signature=%x", s.AccessKey, scope, names, mac(key, text)))
}

func (s Signed) with(authorization string) []string {
	all := []string{"X-Auth-Token:", "X-Sdk-Date: " + s.Date, "Authorization: SDK-HMAC-SHA256 " + authorization}
	for name, value := range s.Headers {
		all = append(all, name+": "+value)
	}
	return all
}

func (s Signed) canonical(t testing.TB) (text, names string) {
	t.Helper()
	lines := []string{"host:" + s.Host, "x-sdk-date:" + s.Date}
	for name, value := range s.Headers {
		lines = append(lines, name+":"+value)
	}
	slices.Sort(lines)
	list := make([]string, len(lines))
	for i, line := range lines {
		list[i], _, _ = strings.Cut(line, ":")
	}
	query, err := url.ParseQuery(s.Query)
	require.NoError(t, err)
	path := s.Path
	if !strings.HasSuffix(path, "/") {
		path += "/"
	}
	for _, values := range query {
		slices.Sort(values)
	}
	sorted := strings.ReplaceAll(query.Encode(), "+", "%20")
	hash := cmp.Or(s.Headers["x-sdk-content-sha256"], sum(s.Body))
	names = strings.Join(list, ";")
	return strings.Join([]string{s.Method, path, sorted, strings.Join(lines, "\n") + "\n", names, hash}, "\n"), names
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func sum(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
