package verdict_test

import (
	"net/http"
	"sync"
	"time"

	"github.com/stretchr/testify/require"
)

// sharedToken is a token of several workers. It is renewed once for each refusal.
type sharedToken struct {
	client
	mu    sync.Mutex
	value string
}

// send sends a request with the token, and again with a new one if that is refused.
func (s *sharedToken) send(request string) response {
	s.mu.Lock()
	token := s.value
	s.mu.Unlock()
	c := s.client
	c.token = token
	r := c.do(request, "")
	if r.status != http.StatusUnauthorized {
		return r
	}
	s.mu.Lock()
	if s.value == token {
		s.value = s.signIn()
	}
	c.token = s.value
	s.mu.Unlock()
	return c.do(request, "")
}

// workers poll the job "disk" of EVS at about the same time, with one token. It is being created for as long as they do.
func workers(c client, n int) {
	shared := &sharedToken{client: c, value: "tok-1"}
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			w := newWaiter(c, "")
			time.Sleep(time.Duration(i) * 41 * time.Millisecond)
			w.poll = func() response { return shared.send("GET /evs/v1/p/jobs/disk") }
			if i > 0 { // the others look at other things
				w.poll = func() response {
					r := shared.send("GET " + disks + "/detail")
					require.Equal(c.t, http.StatusOK, r.status)
					return r
				}
				for range 20 {
					time.Sleep(w.jitter(15 * time.Second))
					w.poll()
				}
				return
			}
			last, _ := w.wait()
			require.Equal(c.t, "SUCCESS", last.get("status"))
		})
	}
	all.Wait()
}

var tokenWorkflows = map[string]workflow{
	"a token that several share and that lasts a minute": {
		scenarios: []string{"iam/token-lasts-a-minute", "evs/long-creation"}, run: func(c client) { workers(c, 6) },
	},
	"a token that expires":    {scenarios: []string{"iam/token-expires", "evs/long-creation"}, run: func(c client) { workers(c, 3) }},
	"a token that is revoked": {scenarios: []string{"iam/token-revoked", "evs/long-creation"}, run: func(c client) { workers(c, 1) }},
	"a token that is never good": {scenarios: []string{"iam/token-never-good", "evs/create-disk"}, run: func(c client) {
		c.token = c.signIn()
		require.Equal(c.t, http.StatusUnauthorized, c.evs("disk").status)
		c.token = c.signIn()
		require.Equal(c.t, http.StatusUnauthorized, c.evs("disk").status) // it gives up
	}},
	"several programs, each of which signs in": {scenarios: []string{"evs/create-disk"}, run: func(c client) {
		for range 6 {
			c.token = c.signIn()
			c.done(c.create(), "SUCCESS")
		}
	}},
}
