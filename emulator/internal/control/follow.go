package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/jobsim/jobsim/emulator/journal"
)

// follow streams each journal entry when its response ends, as server-sent events. Without Last-Event-ID it begins with the
// next one; with the argument since it begins with what the journal still has.
func follow(r *request) {
	f, err := r.filter()
	if err == nil {
		err = r.checkArgs(filterArgs...)
	}
	if err != nil {
		writeError(r.w, err)
		return
	}
	entries := r.session.Journal()
	after := entries.Ended()
	if r.URL.Query().Has("since") {
		after = 0
	}
	if last, err := strconv.ParseUint(r.Header.Get("Last-Event-ID"), 10, 64); err == nil {
		after = min(last, after)
	}
	out := http.NewResponseController(r.w)
	r.w.Header().Set("Content-Type", "text/event-stream")
	r.w.Header().Set("Cache-Control", "no-store")
	r.w.WriteHeader(http.StatusOK)
	_ = out.Flush() // where the writer cannot flush, the client gets everything at the end
	send := func(e journal.Entry) error {
		text, err := json.Marshal(r.entryOf(e))
		if err != nil {
			return err
		}
		if _, err = fmt.Fprintf(r.w, "id: %d\nevent: entry\ndata: %s\n\n", e.Ended(), text); err != nil {
			return err
		}
		_ = out.Flush()
		return nil
	}
	_ = entries.Follow(r.Context(), r.servers.closing(r.Request), f, after, send) // its error is why the stream ends
}

// servers are the HTTP servers that requests come through. A server that shuts down waits for its responses, so it must end
// the streams first: the first stream through a server registers for that.
type servers struct {
	mu  sync.Mutex
	all map[*http.Server]chan struct{}
}

// closing returns a channel that is closed when the request's server shuts down. It is nil for a request that came without
// a server, as in a test.
func (s *servers) closing(r *http.Request) <-chan struct{} {
	srv, ok := r.Context().Value(http.ServerContextKey).(*http.Server)
	if !ok {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if shut, ok := s.all[srv]; ok {
		return shut
	}
	if s.all == nil {
		s.all = map[*http.Server]chan struct{}{}
	}
	shut := make(chan struct{})
	s.all[srv] = shut
	srv.RegisterOnShutdown(sync.OnceFunc(func() { close(shut) }))
	return shut
}
