package replicas

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Changed has all replicas read the list of sessions, in which one was created or has ended. It returns once they have, or do not use an
// older list any more.
func (c *Replicas) Changed(id string, created bool) {
	c.forget()
	ctx, cancel := context.WithTimeout(context.Background(), c.Store.Lease()/2)
	defer cancel()
	list, err := c.Store.Replicas()
	if err != nil {
		<-ctx.Done()
		return
	}
	var all sync.WaitGroup
	for _, one := range list {
		if one != c.Store.Self() {
			all.Go(func() { c.tell(ctx, one) })
		}
	}
	all.Wait()
	if created {
		c.place(id, list)
	}
}

// tell has a replica read the list of sessions. If it does not respond, tell waits until ctx is done, unless nobody listens there.
func (c *Replicas) tell(ctx context.Context, replica string) {
	res, err := c.ask(ctx, http.MethodPost, replica+refreshPath, nil)
	if err == nil {
		_ = res.Body.Close()
		if res.StatusCode == http.StatusNoContent {
			return
		}
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return // the process has ended
	}
	c.Log.Warn("a replica does not respond; it knows of the session when it reads the list again", "replica", replica)
	<-ctx.Done()
}

// place has one of the replicas take a new session. Which one depends on the ID alone, so that sessions spread; if it does not respond,
// the session is taken by the first that gets a request for it.
func (c *Replicas) place(id string, list []string) {
	best, most := c.Store.Self(), uint64(0)
	for _, one := range list {
		sum := sha256.Sum256([]byte(id + " " + one))
		if n := binary.BigEndian.Uint64(sum[:]); n >= most {
			best, most = one, n
		}
	}
	if best == c.Store.Self() || c.Registry.Release(id) != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if res, err := c.ask(ctx, http.MethodPost, best+takePath+"?session="+url.QueryEscape(id), nil); err == nil {
		_ = res.Body.Close()
	}
}

// ask sends a request of this replica's own to another one, with the headers of a client's.
func (c *Replicas) ask(ctx context.Context, method, url string, r *http.Request) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, err
	}
	if r != nil {
		req.Header, req.Host = r.Header.Clone(), r.Host
		req.Header.Del("Accept-Encoding")
		if r.TLS != nil {
			req.Header.Set(schemeHeader, "https")
		}
	}
	req.Header.Set(secretHeader, c.Secret)
	return c.client.Do(req)
}

// Elsewhere returns the documents of the sessions that other replicas own, or nobody, as the client of a request would get them.
func (c *Replicas) Elsewhere(r *http.Request) [][]byte {
	ids, err := c.IDs()
	if err != nil {
		return nil
	}
	var docs [][]byte
	for _, id := range ids {
		if c.Registry.Held(id) != nil {
			continue
		}
		owner, err := c.Store.Owner(id)
		if err != nil {
			return docs
		}
		if owner == "" {
			owner = c.Store.Self()
		}
		res, err := c.ask(r.Context(), http.MethodGet, owner+"/__admin/sessions/"+id, r)
		if err != nil {
			continue // its owner has ended
		}
		text, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		_ = res.Body.Close()
		if err == nil && res.StatusCode == http.StatusOK {
			docs = append(docs, text)
		}
	}
	return docs
}
