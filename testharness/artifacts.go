package testharness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// logFailure reports a failed test: the transcript goes to its log, the journal and each job's timeline to its artifacts, if
// it has any, as JSON documents of the control API, one per line.
func (s *Sim) logFailure() {
	if !failed(s.t) {
		return
	}
	s.t.Helper()
	logf(s.t, "%s: %s", s, s.Journal())
	dir, ok := s.t.(interface{ ArtifactDir() string })
	if !ok {
		return
	}
	for name, write := range map[string]func(io.Writer) error{"journal": s.writeJournal, "timelines": s.writeTimelines} {
		if err := s.writeArtifact(dir.ArtifactDir(), name, write); err != nil {
			logf(s.t, "%s: %s was not kept: %v", s, name, err)
		}
	}
}

// writeArtifact writes one file. Several Sims of one test write several files.
func (s *Sim) writeArtifact(dir, name string, write func(io.Writer) error) error {
	if s.ID() != "" {
		name += "-" + s.ID()
	}
	f, err := os.OpenFile(filepath.Join(dir, name+".jsonl"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	for n := 2; os.IsExist(err); n++ {
		f, err = os.OpenFile(filepath.Join(dir, fmt.Sprintf("%s-%d.jsonl", name, n)), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	}
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		_ = f.Close() // the first error is the one to return
		return err
	}
	return f.Close()
}

// writeJournal writes one request per line.
func (s *Sim) writeJournal(w io.Writer) error {
	var journal struct{ Entries []json.RawMessage }
	if err := s.getAdmin("/journal?limit=1000000", &journal); err != nil {
		return err
	}
	return writeLines(w, journal.Entries)
}

// writeTimelines writes the past and future of one job per line. Of very many jobs it writes the first ones.
func (s *Sim) writeTimelines(w io.Writer) error {
	var list struct{ Jobs []struct{ Job string } }
	if err := s.getAdmin("/jobs", &list); err != nil {
		return err
	}
	for _, j := range list.Jobs {
		var timeline json.RawMessage
		api, id, _ := strings.Cut(j.Job, "/")
		if err := s.getAdmin("/jobs/"+api+"/"+url.PathEscape(id)+"/timeline", &timeline); err != nil {
			return err
		}
		if err := writeLines(w, []json.RawMessage{timeline}); err != nil {
			return err
		}
	}
	return nil
}

// getAdmin decodes a document of the control API.
func (s *Sim) getAdmin(path string, into any) error {
	r := httptest.NewRequest(http.MethodGet, "http://localhost"+s.prefix()+"/__admin"+path, nil)
	r.Header.Set("Authorization", "Bearer "+s.server.token)
	rec := httptest.NewRecorder()
	s.Emulator.Admin().ServeHTTP(rec, r)
	if rec.Code != http.StatusOK {
		return fmt.Errorf("%s: %d %s", path, rec.Code, rec.Body)
	}
	return json.Unmarshal(rec.Body.Bytes(), into)
}

// writeLines writes one document per line.
func writeLines(w io.Writer, docs []json.RawMessage) error {
	for _, doc := range docs {
		var line bytes.Buffer
		if err := json.Compact(&line, doc); err != nil {
			return err
		}
		line.WriteByte('\n')
		if _, err := w.Write(line.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
