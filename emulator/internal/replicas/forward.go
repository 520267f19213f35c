package replicas

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/store"
)

// clientTLS is the state of a connection of which only is known that the client speaks HTTPS.
var clientTLS = &tls.ConnectionState{HandshakeComplete: true}

// forwarding is a request on its way to the owner of its session.
type forwarding struct {
	owner    *store.OwnedError
	to       *url.URL
	in, sent *http.Request // without the session's path prefix, and as the client sent it
	again    bool          // another replica could not be reached before
}

type forwardingKey struct{}

// forward sends a request to the owner of its session, as the client sent it.
func (c *Replicas) forward(w http.ResponseWriter, f forwarding) {
	var err error
	if f.to, err = url.Parse(f.owner.Owner); err != nil {
		c.refuse(w, f.in, err, 0)
		return
	}
	c.forwarded.Add(1)
	ctx, cancel := context.WithCancelCause(context.WithValue(f.sent.Context(), forwardingKey{}, f))
	defer cancel(nil)
	defer c.watch(f.owner, cancel)()
	out := *f.in // whose body has what was read of it
	out.URL, out.RequestURI = f.sent.URL, f.sent.RequestURI
	c.proxy.ServeHTTP(w, out.WithContext(ctx))
}

// errMoved is the cause of the end of a request whose session has moved while the owner did not respond.
var errMoved = errors.New("the session has moved")

// watch cancels a request once the replica that it was sent to does not own the session any more, until stop is called. A rule may delay a
// response for much longer than a lease, so it is not the time that counts.
func (c *Replicas) watch(owner *store.OwnedError, cancel context.CancelCauseFunc) (stop func()) {
	var mu sync.Mutex
	var timer *time.Timer
	stopped := false
	check := func() {
		url, err := c.Store.Owner(owner.Name)
		mu.Lock()
		defer mu.Unlock()
		switch {
		case stopped:
		case err == nil && url != owner.Owner:
			cancel(errMoved)
		default:
			timer.Reset(c.Store.Lease() / 2)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	timer = time.AfterFunc(c.Store.Lease()/2, check)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		stopped = true
		timer.Stop()
	}
}

// newProxy returns the handler that forwards.
func (c *Replicas) newProxy(transport http.RoundTripper) http.Handler {
	return &httputil.ReverseProxy{
		Transport: transport, FlushInterval: -1, ErrorHandler: c.failed,
		ModifyResponse: func(res *http.Response) error {
			if res.Header.Get(secretHeader) != "" {
				res.Header.Del(secretHeader)
				c.owners.forget(res.Request.Context().Value(forwardingKey{}).(forwarding).owner.Name)
			}
			return nil
		},
		Rewrite: func(p *httputil.ProxyRequest) {
			f := p.In.Context().Value(forwardingKey{}).(forwarding)
			p.Out.URL.Scheme, p.Out.URL.Host = f.to.Scheme, f.to.Host
			p.Out.URL.RawPath, p.Out.URL.RawQuery = p.In.URL.RawPath, p.In.URL.RawQuery
			p.Out.Host = p.In.Host
			for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
				if values := p.In.Header[name]; values != nil { // the owner reads them as this replica would
					p.Out.Header[name] = values
				}
			}
			if _, ok := p.In.Header["User-Agent"]; !ok {
				p.Out.Header["User-Agent"] = []string{""}
			}
			p.Out.Header.Set(secretHeader, c.Secret)
			if p.In.TLS != nil {
				p.Out.Header.Set(schemeHeader, "https")
			}
			if p.Out.Body == nil || p.Out.Body == http.NoBody {
				p.Out.Body = io.NopCloser(empty{}) // net/http does not send a request with such a body twice
			} else {
				p.Out.Body = io.NopCloser(p.Out.Body) // it stays open if the owner cannot be reached
			}
		},
	}
}

// empty is an empty body.
type empty struct{}

func (empty) Read([]byte) (int, error) { return 0, io.EOF }

// failed responds to a request that the owner did not respond to. If the owner is there it has cut the connection on purpose, as rules
// say it should, and so is the client's.
func (c *Replicas) failed(w http.ResponseWriter, r *http.Request, err error) {
	f := r.Context().Value(forwardingKey{}).(forwarding)
	c.owners.forget(f.owner.Name)
	dial, ok := errors.AsType[*net.OpError](err)
	refused := ok && dial.Op == "dial"
	moved := errors.Is(context.Cause(r.Context()), errMoved)
	if !refused && !moved && (r.Context().Err() != nil || c.alive(f.to)) {
		panic(http.ErrAbortHandler)
	}
	s, err := c.session(f.owner.Name)
	owned, elsewhere := errors.AsType[*store.OwnedError](err)
	left := time.Duration(0)
	switch { // a replica that refused the connection has read nothing of the request
	case err == nil && refused:
		s.Serve(w, f.in)
		return
	case elsewhere && owned.Owner == f.owner.Owner:
		left = owned.Left
	case elsewhere && refused && !f.again && owned.Owner != c.Store.Self():
		c.owners.put(owned, c.Store.Lease())
		c.forward(w, forwarding{owner: owned, in: f.in, sent: f.sent, again: true})
		return
	}
	c.refuse(w, f.in, &unreachableError{f.owner.Owner}, left)
}

// unreachableError is the reason why a request cannot be forwarded.
type unreachableError struct{ url string }

// Error returns the replica and the way out.
func (e *unreachableError) Error() string {
	return "the replica " + e.url + ", which serves the session, cannot be reached: another one takes its place when its lease ends"
}

// alive reports whether a replica responds.
func (c *Replicas) alive(to *url.URL) bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, to.JoinPath("/healthz").String(), nil)
	if err != nil {
		return false
	}
	res, err := c.client.Do(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil
}
