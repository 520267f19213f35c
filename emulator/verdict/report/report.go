package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// Session is the verdict on the clients of one session, from its beginning or a reset to its end or the next reset.
type Session struct {
	ID     string         `json:"id"`              // empty for the server's own
	Reset  int            `json:"reset,omitempty"` // the number of the reset that ended it, from 1; 0 if none did
	Report verdict.Report `json:"verdict"`
}

// Name returns what people call the session: "session t1", "before reset 2", or nothing for the server's own.
func (s Session) Name() string {
	var parts []string
	if s.ID != "" {
		parts = append(parts, "session "+s.ID)
	}
	if s.Reset > 0 {
		parts = append(parts, fmt.Sprintf("before reset %d", s.Reset))
	}
	return strings.Join(parts, " ")
}

// Fails reports whether one of the verdicts fails at a level. An empty level is none: it reports false.
func Fails(all []Session, level verdict.Level) bool {
	for _, s := range all {
		if s.Report.Fails(level) {
			return true
		}
	}
	return false
}

// Text writes the verdicts for people.
func Text(w io.Writer, all []Session) error {
	for _, s := range all {
		text := s.Report.String()
		if s.Name() != "" {
			text = s.Name() + ": " + text
		}
		if _, err := fmt.Fprintln(w, text); err != nil {
			return err
		}
	}
	return nil
}

// JSON writes the verdict of the server's own session, the first one, as verdict.Report.JSON does. If there are others they follow in its
// member "sessions", with their IDs.
func JSON(w io.Writer, all []Session) error {
	doc := struct {
		verdict.Report
		Sessions []Session `json:"sessions,omitempty"`
	}{all[0].Report, all[1:]}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

// label returns a name with the session that it is about.
func (s Session) label(name string) string {
	if s.Name() == "" {
		return name
	}
	return name + " (" + s.Name() + ")"
}

// details returns what there is to say about a finding besides its message, a line each.
func details(f verdict.Finding) string {
	lines := []string{fmt.Sprintf("%s: %s", f.Subject, f.Message)}
	if len(f.Entries) > 0 {
		lines = append(lines, "shown by: "+evidence(f.Entries, f.Count))
	}
	return strings.Join(append(lines, "why: "+f.Why+" ("+f.Source+")", "way out: "+f.WayOut), "\n")
}

// evidence returns entries in one line, with an ellipsis if there are more.
func evidence(entries []verdict.Evidence, count int) string {
	texts := make([]string, len(entries))
	for i, e := range entries {
		texts[i] = e.String()
	}
	text := strings.Join(texts, ", ")
	if len(entries) == verdict.MaxEvidence && count > len(entries) {
		text += ", …"
	}
	return text
}
