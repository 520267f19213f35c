package apitest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Bench is one API alone, on a clock that the test moves.
type Bench struct {
	t     testing.TB
	front *wire.Dispatcher
	Clock *clock.Steered
	World *world.World
}

// Noon is when a Bench begins.
var Noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// Serve mounts an API alone and starts the jobs. settings overrides fidelity settings, as "evs.error-fields=null"; the
// word "observed" alone puts the whole profile of that name in force.
func Serve(t testing.TB, api wire.API, settings []string, specs ...job.Spec) *Bench {
	t.Helper()
	c := clock.NewManual(Noon)
	b := &Bench{t: t, front: wire.NewDispatcher([]wire.API{api}, 0), Clock: c}
	b.World = world.New(c, 1, resolve(api.Vocabulary.Settings, settings))
	_, err := b.World.Start(specs...)
	require.NoError(t, err)
	return b
}

func resolve(all []job.Setting, chosen []string) map[string]string {
	values := map[string]string{}
	for _, s := range all {
		values[s.Name] = s.Documented
		if len(chosen) > 0 && chosen[0] == "observed" {
			values[s.Name] = s.Observed
		}
	}
	for _, c := range chosen {
		if name, value, ok := strings.Cut(c, "="); ok {
			values[name] = value
		}
	}
	return values
}

// ServeHTTP responds to a request.
func (b *Bench) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.front.Serve(w, r, b.World) }

// Ask sends one request with a token and returns what came back. Headers come as "Name: value"; an empty value removes
// the header.
func (b *Bench) Ask(method, path, body string, headers ...string) *http.Response {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Auth-Token", "t")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		if r.Header.Set(name, strings.TrimSpace(value)); strings.TrimSpace(value) == "" {
			r.Header.Del(name)
		}
	}
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, r)
	return rec.Result()
}
