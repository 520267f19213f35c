package verdict_test

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/testharness"
)

// client sends requests to a Sim in memory, and sleeps in the time of a bubble.
type client struct {
	t     *testing.T
	sim   *testharness.Sim
	http  *http.Client // nil: one in memory
	token string       // empty: one that any session without strict checks takes
}

// response is what came back: no status if nothing whole did.
type response struct {
	status int
	header http.Header
	body   string
}

// get returns a member of the body.
func (r response) get(path string) string { return gjson.Get(r.body, path).String() }

// number returns a member of the body as a number.
func (r response) number(path string) float64 { return gjson.Get(r.body, path).Float() }

// do sends a request, "GET /evs/v1/p/jobs/disk", with a JSON body unless that is empty.
func (c client) do(request, body string) response {
	c.t.Helper()
	return c.within(time.Hour, request, body)
}

// base returns the address of the Sim.
func (c client) base() string {
	if c.http != nil {
		return c.sim.URL()
	}
	return "http://localhost"
}

// within is do with a timeout.
func (c client) within(timeout time.Duration, request, body string) response {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), timeout)
	defer cancel()
	method, path, _ := strings.Cut(request, " ")
	r, err := http.NewRequestWithContext(ctx, method, c.base()+path, strings.NewReader(body))
	require.NoError(c.t, err)
	r.Header.Set("X-Auth-Token", cmp.Or(c.token, "token"))
	r.SetBasicAuth("admin", "admin")
	res, err := cmp.Or(c.http, c.sim.Client()).Do(r)
	if err != nil {
		return response{}
	}
	defer func() { require.NoError(c.t, res.Body.Close()) }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return response{}
	}
	return response{res.StatusCode, res.Header, string(text)}
}

// evs polls a job of EVS.
func (c client) evs(id string) response {
	c.t.Helper()
	return c.do("GET /evs/v1/p/jobs/"+id, "")
}

// create starts the creation of a disk and returns its job.
func (c client) create() string {
	c.t.Helper()
	return c.do("POST /evs/v2/p/cloudvolumes", `{"volume":{"size":10,"availability_zone":"eu-de-01","volume_type":"SATA"}}`).get("job_id")
}

// element calls a method and returns its response.
func (c client) element(method string, params map[string]any) response {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"method": method, "params": params, "id": 1})
	require.NoError(c.t, err)
	return c.do("POST /json-rpc/12.0", string(body))
}

// every polls a job of EVS n times at a constant pause.
func (c client) every(pause time.Duration, n int, id string) {
	c.t.Helper()
	for i := range n {
		if i > 0 {
			time.Sleep(pause)
		}
		c.evs(id)
	}
}
