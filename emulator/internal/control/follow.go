package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

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
	_ = entries.Follow(r.Context(), r.servers.Done(r.Request), f, after, send) // its error is why the stream ends
}
