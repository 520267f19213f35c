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
)

// patience is how long the client of a play waits for an answer.
const patience = time.Minute

// player plays the moves of one play against a client, in order.
type player struct {
	client *http.Client
	as     string
	known  map[string]string // what earlier answers told, by the names that the play gives it
}

// played is what came back.
type played struct {
	words  []string // status or failure of the exchange, then what the body tells
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
	for range m.times {
		got := p.send(t, p.request(t, m))
		var words []string
		for _, want := range m.answer {
			if !strings.ContainsAny(want, "=~") {
				words = append(words, p.fill(want))
			}
		}
		require.Equal(t, words, got.words, "line %d: %s\n%s", m.line, m.text, got.body)
		for _, want := range m.answer {
			p.check(t, m, want, got)
		}
	}
}

// check holds a part of an answer to "path=value" or "path~part". A value that begins with $ is kept under that name if
// it is new.
func (p *player) check(t *testing.T, m move, want string, got played) {
	t.Helper()
	at := strings.IndexAny(want, "=~")
	if at < 0 {
		return
	}
	path, value := want[:at], want[at+1:]
	have := got.value(p.fill(path))
	if name, ok := strings.CutPrefix(value, "$"); ok && p.known[name] == "" {
		require.NotContains(t, []string{"", "(none)"}, have, "line %d: %s\n%s", m.line, m.text, got.body)
		p.known[name] = have
		return
	}
	if want[at] == '~' {
		require.Contains(t, have, p.fill(value), "line %d: %s of %s", m.line, path, got.body)
		return
	}
	require.Equal(t, p.fill(value), have, "line %d: %s of %s", m.line, path, got.body)
}

// value is what stands at a path of an answer: a header, how long it took, or a part of the body. What is not there is
// "(none)".
func (a played) value(path string) string {
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

var variable = regexp.MustCompile(`\$[a-z]+`)

// fill puts what earlier answers told into a text.
func (p *player) fill(text string) string {
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := p.known[name[1:]]; ok {
			return value
		}
		return name
	})
}

// request is the HTTP request of a move.
func (p *player) request(t *testing.T, m move) *http.Request {
	t.Helper()
	method, path, body := m.ask[0], m.ask[1], ""
	switch rest := m.ask[2:]; m.ask[0] {
	case "evs", "sdrs":
		method, path = http.MethodGet, "/"+m.ask[0]+"/v1/p/jobs/"+m.ask[1]
	case "drs":
		method, path = http.MethodPost, "/v3/p/jobs/batch-status"
		body = `{"jobs":["` + strings.Join(m.ask[1:], `","`) + `"]}`
	case "element":
		method, path = http.MethodPost, "/json-rpc/12.5"
		body = fmt.Sprintf(`{"method":"GetAsyncResult","params":{"asyncHandle":%s,"keepResult":%t},"id":1}`, m.ask[1], len(rest) > 0)
	case "rpc":
		method, path = http.MethodPost, "/json-rpc/12.5"
		params := rest[0]
		if params == "" {
			params = "{}"
		}
		body = fmt.Sprintf(`{"method":%q,"params":%s,"id":1}`, m.ask[1], params)
	default:
		body = rest[0]
	}
	r, err := http.NewRequest(method, "http://jobsim"+p.fill(path), strings.NewReader(p.fill(body)))
	require.NoError(t, err)
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

// send tells what a client sees of a request's answer.
func (p *player) send(t *testing.T, r *http.Request) played {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	start := time.Now()
	res, err := p.client.Do(r.WithContext(ctx))
	switch {
	case errors.Is(err, syscall.ECONNRESET):
		return played{words: []string{"reset"}}
	case errors.Is(err, context.DeadlineExceeded):
		return played{words: []string{"timeout"}}
	}
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	words := []string{fmt.Sprint(res.StatusCode)}
	if err != nil {
		words = append(words, "cut")
	} else {
		words = append(words, told(string(body))...)
	}
	return played{words, string(body), res.Header, time.Since(start)}
}
