package playback

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
)

// A snapshot is read by people and passed on, so it has none of the clients' secrets. Each is replaced by a placeholder with
// which a replay does the same: a token that a sign-in issued by its number among the tokens, any other secret by a text of
// 13 to 16 characters, which is what Element's CHAP secrets may have, the same one for the same secret; a signature by a mark
// that only a replay accepts. What a rule of the session compares stays, since the rule would match other requests.
type masker struct {
	tokens *strings.Replacer // the tokens' IDs by placeholders
	kept   map[string]bool   // the lower-case names of members, arguments and headers that rules compare
	known  map[string]string // the placeholders of secrets
	last   int               // the number of the last placeholder
}

// What a snapshot has in place of something, and what is in the log after its restore.
var (
	secretMark = regexp.MustCompile(`\*\*\*secret([0-9]+)\*\*\*`)
	noJSON     = regexp.MustCompile(`^\([0-9]+ bytes that are not JSON\)$`)
)

// tokenMark returns the placeholder of the nth token, counted from 1.
func tokenMark(n int) string { return fmt.Sprintf("***token%d***", n) }

// tokenMarks returns the tokens of a world and their placeholders in turn: from and to in a snapshot.
func tokenMarks(tx *world.Tx, apis []string) (pairs []string) {
	n := 0
	for _, api := range apis {
		for _, ref := range tx.Refs(api) {
			n++
			pairs = append(pairs, ref.ID, tokenMark(n))
		}
	}
	return pairs
}

// newMasker returns a masker for the log of a state.
func newMasker(tx *world.Tx, tokenAPIs []string, rules []world.RuleStatus) *masker {
	m := &masker{tokens: strings.NewReplacer(tokenMarks(tx, tokenAPIs)...), kept: map[string]bool{}, known: map[string]string{}}
	for _, r := range rules {
		for _, c := range r.Rule.Where {
			name := strings.ToLower(c.Name)
			m.kept[name[strings.LastIndexByte(name, '.')+1:]] = true
		}
	}
	return m
}

// skip sets the number of the last placeholder to the highest that the log has already, from a snapshot that was restored.
func (m *masker) skip(entries []world.LogEntry) {
	for _, e := range entries {
		r, ok := e.Event.(*wire.LoggedRequest)
		if !ok {
			continue
		}
		for _, mark := range secretMark.FindAllStringSubmatch(r.Path+" "+string(r.Body), -1) {
			n, _ := strconv.Atoi(mark[1]) // a number that overflows is none of ours
			m.last = max(m.last, n)
		}
	}
}

// secret returns the placeholder of a secret. That of a placeholder is itself.
func (m *masker) secret(value string) string {
	if value == journal.Mask || secretMark.FindString(value) == value {
		return value
	}
	mark, ok := m.known[value]
	if !ok {
		m.last++
		mark = fmt.Sprintf("***secret%d***", m.last)
		m.known[value] = mark
	}
	return mark
}

// hides reports whether what has this name is a secret.
func (m *masker) hides(name string) bool {
	return journal.Secret(name) && !m.kept[strings.ToLower(name)]
}

// issuedKey matches the key of a bulk volume session, which is no client's secret: the seed decides it.
var issuedKey = regexp.MustCompile(`^[0-9a-f]{32}$`)

// hidesMember reports whether a member of an object is a secret; within is the name of the member that the object is a part of. The
// key of a tag is none, and of a sign-in only what is within it.
func (m *masker) hidesMember(name string, value gjson.Result, within string) bool {
	switch {
	case name == "key" && (strings.HasPrefix(within, "tag") || issuedKey.MatchString(value.Str)):
		return false
	case name == "password" && value.Get("user").IsObject():
		return false // {"password": {"user": {"name", "password"}}}
	default:
		return m.hides(name)
	}
}

// request masks a logged request.
func (m *masker) request(n wire.LoggedRequest) wire.LoggedRequest {
	n.Path, n.Sent = m.path(n.Path), m.path(n.Sent)
	n.Header = slices.Clone(n.Header)
	for i := range n.Header {
		n.Header[i].Value = m.header(n.Header[i], n.Denied)
	}
	n.Body = m.body(n.Body)
	return n
}

// header returns the value of a header as it is written.
func (m *masker) header(h rule.Header, denied bool) string {
	value := m.tokens.Replace(h.Value)
	switch {
	case journal.PlainHeader(h.Name), m.kept[strings.ToLower(h.Name)], value != h.Value:
		return value
	case h.Name == "Authorization" && strings.HasPrefix(value, "Basic "):
		return value // its password was replaced when the request was logged
	case h.Name == "Authorization" && !denied:
		scheme, _, _ := strings.Cut(value, " ")
		return scheme + " " + wire.ReplayedSignature
	default:
		return journal.Mask
	}
}

// path masks the query of a path.
func (m *masker) path(path string) string {
	path, query, ok := strings.Cut(m.tokens.Replace(path), "?")
	if !ok {
		return path
	}
	args := strings.Split(query, "&")
	for i, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		plainName, err1 := url.QueryUnescape(name)
		plainValue, err2 := url.QueryUnescape(value)
		switch {
		case value == "":
		case err1 != nil || err2 != nil:
			args[i] = name + "=" + journal.Mask
		case m.hides(plainName):
			args[i] = name + "=" + m.secret(plainValue)
		case gjson.Valid(plainValue) && strings.ContainsAny(plainValue, "{["):
			args[i] = name + "=" + url.QueryEscape(string(m.body([]byte(plainValue))))
		}
	}
	return path + "?" + strings.Join(args, "&")
}

// body masks a body. What is not JSON stays as long as it was, and no JSON: its secrets cannot be found.
func (m *masker) body(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	switch {
	case noJSON.Match(body):
		return body
	case !gjson.ValidBytes(body):
		return []byte(fmt.Sprintf("(%d bytes that are not JSON)", len(body)))
	}
	return []byte(m.tokens.Replace(string(m.value(nil, gjson.ParseBytes(body), "", false))))
}

// value appends a JSON value, of the member within, with its secrets masked; all of its texts are secrets if secret is true.
func (m *masker) value(b []byte, v gjson.Result, within string, secret bool) []byte {
	switch {
	case v.IsObject() || v.IsArray():
		return m.members(b, v, within, secret)
	case v.Type == gjson.String && v.Str != "" && m.isSecret(v.Str, secret):
		return strconv.AppendQuote(b, m.secret(v.Str))
	case v.Type == gjson.Number && secret:
		return append(b, '0')
	default:
		return append(b, v.Raw...)
	}
}

// isSecret reports whether a text of JSON is written by a placeholder.
func (m *masker) isSecret(text string, secret bool) bool {
	switch {
	case text == wire.KnownPassword, text == journal.Mask, m.tokens.Replace(text) != text:
		return false // it was masked when the request was logged, or it is a token
	default:
		return secret || journal.NamesSecrets([]byte(text))
	}
}

// members appends an object or an array with its secrets masked. Duplicate members stay.
func (m *masker) members(b []byte, v gjson.Result, within string, secret bool) []byte {
	open, end := byte('{'), byte('}')
	if v.IsArray() {
		open, end = '[', ']'
	}
	b = append(b, open)
	first := true
	v.ForEach(func(name, value gjson.Result) bool {
		if !first {
			b = append(b, ',')
		}
		first = false
		if open == '[' {
			b = m.value(b, value, within, secret)
			return true
		}
		b = append(append(b, name.Raw...), ':')
		b = m.value(b, value, name.Str, secret || m.hidesMember(name.Str, value, within))
		return true
	})
	return append(b, end)
}

// unmasker returns what puts the tokens of a world in place of their placeholders.
func unmasker(tx *world.Tx, apis []string) *strings.Replacer {
	pairs := tokenMarks(tx, apis)
	slices.Reverse(pairs) // from the placeholders to the tokens
	return strings.NewReplacer(pairs...)
}

// unmask puts the tokens of a state in place of their placeholders.
func (d *replayEntry) unmask(st *State, apis []string) {
	if !strings.Contains(d.Request+d.Sent+d.Body, "***token") && !d.headerHas("***token") {
		return
	}
	var tokens *strings.Replacer
	_ = st.World.Do(func(tx *world.Tx) error {
		tokens = unmasker(tx, apis)
		return nil
	})
	d.Request, d.Sent, d.Body = tokens.Replace(d.Request), tokens.Replace(d.Sent), tokens.Replace(d.Body)
	header := make(map[string][]string, len(d.Header))
	for name, values := range d.Header {
		for _, v := range values {
			header[name] = append(header[name], tokens.Replace(v))
		}
	}
	d.Header = header
}

// headerHas reports whether a header has a text in its value.
func (d *replayEntry) headerHas(text string) bool {
	for _, values := range d.Header {
		if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, text) }) {
			return true
		}
	}
	return false
}
