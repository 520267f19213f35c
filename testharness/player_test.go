package testharness_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/testharness"
)

// waitTimeout is the timeout of a play's client per request.
const waitTimeout = time.Minute

// player sends the requests of a play in order and checks the responses.
type player struct {
	client *http.Client
	as     string
	header http.Header       // of all requests, besides the credentials
	vars   map[string]string // values of earlier responses, by the names that the play gives them
}

func newPlayer(sim *testharness.Sim) *player {
	return &player{client: sim.Client(), header: http.Header{}, vars: map[string]string{}}
}

// response is the outcome of a request.
type response struct {
	words  []string // the status or how the request failed, then statusWords
	body   string
	header http.Header
	took   time.Duration
}

func (p *player) play(t *testing.T, m move) {
	t.Helper()
	time.Sleep(m.wait) // the play runs in a bubble, whose clock this is
	if m.as != "" {
		p.as = p.fill(m.as)
	}
	if name, value, ok := strings.Cut(m.header, ": "); ok {
		p.header.Set(name, value)
	}
	for range m.times {
		got := p.send(t, p.request(t, m))
		var words []string
		for _, want := range m.want {
			if !strings.ContainsAny(want, checks) {
				words = append(words, p.fill(want))
			}
		}
		require.Equal(t, words, got.words, "line %d: %s\n%s", m.line, m.text, got.body)
		for _, want := range m.want {
			p.check(t, m, want, got)
		}
	}
}

// check compares a part of a response with "path=value", "path~part" or "path^Type". A value that begins with $ is stored under
// that name if the name is new.
func (p *player) check(t *testing.T, m move, want string, got response) {
	t.Helper()
	at := strings.IndexAny(want, checks)
	if at < 0 {
		return
	}
	path, value := want[:at], want[at+1:]
	have := got.value(p.fill(path))
	if name, ok := strings.CutPrefix(value, "$"); ok && p.vars[name] == "" {
		require.NotContains(t, []string{"", "(none)"}, have, "line %d: %s\n%s", m.line, m.text, got.body)
		p.vars[name] = have
		return
	}
	if want[at] == '^' {
		require.Contains(t, strings.Split(value, "|"), typeOf(gjson.Get(got.body, p.fill(path))), "line %d: %s of %s", m.line, path, got.body)
		return
	}
	if want[at] == '~' {
		require.Contains(t, have, p.fill(value), "line %d: %s of %s", m.line, path, got.body)
		return
	}
	require.Equal(t, p.fill(value), have, "line %d: %s of %s", m.line, path, got.body)
}

// value returns what a path of a response leads to: a header, the duration, or a part of the body; "(none)" if nothing is
// there.
func (a response) value(path string) string {
	if name, ok := strings.CutPrefix(path, "header."); ok {
		if len(a.header.Values(name)) == 0 {
			return "(none)"
		}
		return a.header.Get(name)
	}
	if path == "took" {
		return a.took.String()
	}
	switch v := gjson.Get(a.body, path); {
	case path == "body":
		return a.body
	case !v.Exists():
		return "(none)"
	case v.Type == gjson.String:
		return v.Str
	default:
		return v.Raw
	}
}

// checks are the signs between a path and what is wanted there.
const checks = "=~^"

// typeOf names the type of a value as the vendors' tables do.
func typeOf(v gjson.Result) string {
	switch {
	case !v.Exists():
		return "(none)"
	case v.IsObject():
		return "Object"
	case v.IsArray():
		return "Array"
	case v.IsBool():
		return "Boolean"
	case v.Type == gjson.String:
		return "String"
	case v.Type == gjson.Null:
		return "Null"
	case strings.ContainsAny(v.Raw, ".eE"):
		return "Number"
	}
	return "Integer"
}

// variable matches a variable in a play.
var variable = regexp.MustCompile(`\$[a-z]+`)

// fill replaces the variables in a text with what earlier responses contained.
func (p *player) fill(text string) string {
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := p.vars[name[1:]]; ok {
			return value
		}
		return name
	})
}

// request returns the HTTP request of a move.
func (p *player) request(t *testing.T, m move) *http.Request {
	t.Helper()
	method, path, body := m.request[0], m.request[1], ""
	switch rest := m.request[2:]; m.request[0] {
	case "evs", "sdrs":
		method, path = http.MethodGet, "/"+m.request[0]+"/v1/p/jobs/"+m.request[1]
	case "drs":
		method, path = http.MethodPost, "/v3/p/jobs/batch-status"
		body = `{"jobs":["` + strings.Join(m.request[1:], `","`) + `"]}`
	case "element":
		method, path = http.MethodPost, "/json-rpc/12.5"
		body = fmt.Sprintf(`{"method":"GetAsyncResult","params":{"asyncHandle":%s,"keepResult":%t},"id":1}`, m.request[1], len(rest) > 0)
	case "rpc":
		method, path = http.MethodPost, "/json-rpc/12.5"
		params := rest[0]
		if params == "" {
			params = "{}"
		}
		body = fmt.Sprintf(`{"method":%q,"params":%s,"id":1}`, m.request[1], params)
	default:
		body = rest[0]
	}
	r, err := http.NewRequest(method, "http://jobsim"+p.fill(path), strings.NewReader(p.fill(body)))
	require.NoError(t, err)
	r.Header = p.header.Clone()
	user, password, isUser := strings.Cut(p.as, ":")
	switch element := strings.Contains(path, "/json-rpc"); {
	case p.as == "nobody":
	case isUser:
		r.SetBasicAuth(user, password)
	case element:
		r.SetBasicAuth("admin", "any")
	case p.as != "":
		r.Header.Set("X-Auth-Token", p.as)
	default:
		r.Header.Set("X-Auth-Token", "t")
	}
	return r
}

// send sends a request and returns what the client sees.
func (p *player) send(t *testing.T, r *http.Request) response {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), waitTimeout)
	defer cancel()
	start := time.Now()
	res, err := p.client.Do(r.WithContext(ctx))
	switch {
	case errors.Is(err, syscall.ECONNRESET):
		return response{words: []string{"reset"}}
	case errors.Is(err, context.DeadlineExceeded):
		return response{words: []string{"timeout"}}
	}
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	words := []string{fmt.Sprint(res.StatusCode)}
	if err != nil {
		words = append(words, "cut")
	} else {
		words = append(words, statusWords(string(body))...)
	}
	return response{words, string(body), res.Header, time.Since(start)}
}
