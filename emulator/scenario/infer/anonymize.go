package infer

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/rewrite"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/trace"
)

// anonymizer replaces what is secret or names somebody, each value by the same one everywhere.
type anonymizer struct {
	keep   bool              // whether only secrets are replaced
	words  map[string]bool   // the vendors' own words, which are no names of people or things
	known  map[string]string // by original
	counts map[string]int    // by kind of replacement
	all    bool              // whether all names are known
	phrase []string          // the known names of several words, the longest first

	requested map[string]bool // names and URLs, as replaced, that a request has
	responded map[string]bool // those that a response has
	current   map[string]bool // the one of both that is being filled
}

// Anonymize replaces, consistently over all exchanges: tokens, passwords, keys and other secrets, always; IDs, names, addresses and
// hosts, unless keepIDs is true. A replacement has the form of what it replaces. Headers that no response depends on are dropped.
// The exchanges are copied. Anonymize also returns the replacements of names and URLs that only the server used, so that no
// other server can use them.
func Anonymize(list []trace.Exchange, words []job.Vocabulary, keepIDs bool) (all []trace.Exchange, own map[string]bool) {
	a := &anonymizer{
		keep: keepIDs, words: vendorWords(words), known: map[string]string{}, counts: map[string]int{},
		requested: map[string]bool{}, responded: map[string]bool{},
	}
	for _, e := range list {
		a.exchange(e) // learns all names, so that the texts before their first use are rewritten too
	}
	a.knowAll()
	all = make([]trace.Exchange, len(list))
	for i, e := range list {
		all[i] = a.exchange(e)
	}
	for name := range a.requested {
		delete(a.responded, name)
	}
	return all, a.responded
}

// vendorWords are the words of the APIs that can be under a member called name.
func vendorWords(words []job.Vocabulary) map[string]bool {
	all := map[string]bool{"volumev2": true, "volumev3": true, "keystone": true, "password": true, "token": true, "Default": true}
	for _, v := range words {
		all[v.API] = true
		for _, w := range v.Words {
			all[w.Status] = true
		}
		for _, row := range v.Errors {
			all[row.Code] = true
		}
		for _, kind := range v.Types {
			all[kind] = true
		}
	}
	return all
}

func (a *anonymizer) exchange(e trace.Exchange) trace.Exchange {
	a.current = a.requested
	e.Request.URL = a.url(e.Request.URL)
	e.Request.Header = a.requestHeader(e.Request.Header)
	e.Response.Header = a.responseHeader(e.Response.Header)
	e.Request.Body.Bytes = a.body(e.Request.Body.Bytes)
	a.current = a.responded
	e.Response.Body.Bytes = a.body(e.Response.Body.Bytes)
	e.Observed = slices.Clone(e.Observed)
	for i, o := range e.Observed {
		api, id, _ := strings.Cut(o.Job, "/")
		e.Observed[i].Job = api + "/" + a.value(nil, id)
	}
	return e
}

func (a *anonymizer) body(body []byte) []byte {
	if len(body) == 0 {
		return body
	}
	if !gjson.ValidBytes(body) {
		return []byte(a.text(string(body)))
	}
	return rewrite.JSON(body, func(path []string, value gjson.Result) (string, bool) {
		if value.Type != gjson.String {
			return "***", value.Type == gjson.Number && underScript(path)
		}
		with := a.value(path, value.Str)
		if with == value.Str {
			return "", false
		}
		quoted, err := json.Marshal(with)
		return string(quoted), err == nil
	})
}

// underScript reports whether a value is one of the parameters of a script, of which nothing is known.
func underScript(path []string) bool {
	return slices.ContainsFunc(path, func(name string) bool { return strings.EqualFold(name, "scriptParameters") })
}

// value replaces a string of a body, a segment of a path, or an argument of a query.
func (a *anonymizer) value(path []string, s string) string {
	name := ""
	if len(path) > 0 {
		name = path[len(path)-1]
	}
	switch {
	case s == "" || s == "***" || a.words[s] || errorName.MatchString(s):
		return s
	case underScript(path), isSecret(path, name):
		return a.secret(s)
	case a.keep:
		return a.text(s)
	}
	if with, ok := a.form(s); ok {
		return with
	}
	with, known := a.known[s]
	switch {
	case known:
	case isName(path, name) && !isRegion(s):
		with = a.name(path, name, s)
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"):
		with = a.url(s)
	default:
		return a.text(s)
	}
	if with != s {
		a.current[with] = true
	}
	return with
}

// isSecret reports whether a string is secret by its name. A tag has a key that is none.
func isSecret(path []string, name string) bool {
	if name == "key" && len(path) > 1 && (strings.Contains(path[len(path)-2], "tag") || strings.Contains(path[len(path)-2], "metadata")) {
		return false
	}
	return name != "methods" && journal.Secret(name)
}

// secret returns the replacement of a secret: of the same form if it is made of hex digits, as keys that a client sends back are.
func (a *anonymizer) secret(s string) string {
	if with, ok := a.known[s]; ok {
		return with
	}
	if hexForm.MatchString(s) {
		return a.remember(s, a.hex(s))
	}
	return a.remember(s, "secret-"+a.count("secret"))
}

func (a *anonymizer) remember(s, with string) string {
	a.known[s] = with
	return with
}

// credentials learns the words of a header that can be secret, since other parts of a trace may repeat them.
func (a *anonymizer) credentials(value string) {
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" ,;", r) }) {
		if _, after, found := strings.Cut(word, "="); found && after != "" {
			word = after
		}
		if len(word) >= 6 && word != "Basic" && word != "Bearer" && word != "SDK-HMAC-SHA256" {
			a.secret(word)
		}
	}
}

// requestHeader keeps the headers of a request that a response can depend on.
func (a *anonymizer) requestHeader(h http.Header) http.Header {
	kept := http.Header{}
	for name, values := range h {
		switch name = http.CanonicalHeaderKey(name); {
		case len(values) == 0:
			continue
		case !journal.PlainHeader(name) && name != "Host":
			a.credentials(values[0])
		}
		switch {
		case name == "X-Auth-Token":
			kept.Set(name, "***")
		case name == "Authorization" && strings.HasPrefix(values[0], "Basic "):
			kept.Set(name, "Basic dXNlcjoqKio=") // user:***
		case name == "Authorization":
			kept.Set("X-Auth-Token", "***") // a signature does not fit a request of which something was replaced
		case name == "Host":
			kept.Set(name, a.host(values[0]))
		case name == "X-Project-Id" || name == "X-Domain-Id":
			kept.Set(name, a.value(nil, values[0]))
		case name == "Content-Type" || name == "Accept" || name == "X-Language" || name == "Openstack-Api-Version":
			kept.Set(name, values[0])
		}
	}
	return kept
}

// responseHeader keeps the headers of a response that a scenario can have, and those that say when it was.
func (a *anonymizer) responseHeader(h http.Header) http.Header {
	kept := http.Header{}
	for _, name := range [...]string{"Content-Type", "Retry-After", "Date", "X-Jobsim-Clock"} {
		if value := h.Get(name); value != "" {
			kept.Set(name, value)
		}
	}
	return kept
}
