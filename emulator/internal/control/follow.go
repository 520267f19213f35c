package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/jobsim/jobsim/emulator/journal"
)

// follow sends each entry of the journal as it ends, as server-sent events. Without Last-Event-ID it begins now; an
// argument since begins with what the journal still has.
func follow(v *request) {
	f, err := v.filter()
	if err == nil {
		err = v.args(filterArgs...)
	}
	if err != nil {
		fail(v.w, err)
		return
	}
	j := v.session.Journal()
	after := j.Ended()
	if v.URL.Query().Has("since") {
		after = 0
	}
	if last, err := strconv.ParseUint(v.Header.Get("Last-Event-ID"), 10, 64); err == nil {
		after = min(last, after)
	}
	out := http.NewResponseController(v.w)
	v.w.Header().Set("Content-Type", "text/event-stream")
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusOK)
	_ = out.Flush()                                                                                 // without a way to flush the caller gets all at the end
	_ = j.Follow(v.Context(), v.sockets.closing(v.Request), f, after, func(e journal.Entry) error { // however it ends, the stream ends
		text, err := json.Marshal(v.entryOf(e))
		if err != nil {
			return err
		}
		if _, err = fmt.Fprintf(v.w, "id: %d\nevent: entry\ndata: %s\n\n", e.Ended(), text); err != nil {
			return err
		}
		_ = out.Flush()
		return nil
	})
}

// sockets are the HTTP servers that requests come through. A stream that nobody ends would keep such a server from shutting
// down, which waits for its answers; so the first stream through a server asks to be told.
type sockets struct {
	mu  sync.Mutex
	all map[*http.Server]chan struct{}
}

// closing is closed when the request's server shuts down; nil where there is no server to do so, as in a test without one.
func (d *sockets) closing(r *http.Request) <-chan struct{} {
	srv, ok := r.Context().Value(http.ServerContextKey).(*http.Server)
	if !ok {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if shut, ok := d.all[srv]; ok {
		return shut
	}
	if d.all == nil {
		d.all = map[*http.Server]chan struct{}{}
	}
	shut := make(chan struct{})
	d.all[srv] = shut
	srv.RegisterOnShutdown(sync.OnceFunc(func() { close(shut) }))
	return shut
}
