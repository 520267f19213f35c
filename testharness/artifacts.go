package testharness

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/trace"
)

// logFailure reports a test that failed or panics: the transcript goes to its log, unless it was printed before, and the
// journal and each job's timeline to its artifacts, if it has any, as JSON documents of the control API, one per line.
func (s *Sim) logFailure() {
	if !failed(s.t) && !panicking() {
		return
	}
	s.t.Helper()
	if !s.printed.Swap(true) {
		logf(s.t, "%s: %s%s", s, s.Journal(), s.briefVerdict())
	}
	dir, ok := s.t.(interface{ ArtifactDir() string })
	if !ok {
		return
	}
	files := map[string]func(io.Writer) error{"journal.jsonl": s.writeJournal, "timelines.jsonl": s.writeTimelines}
	if s.session.Journal().RecordsBodies() {
		files["trace.har"] = s.writeHAR
	}
	for name, write := range files {
		err := s.writeArtifact(dir.ArtifactDir(), name, write)
		if errors.Is(err, fs.ErrNotExist) {
			return // without -artifacts a *testing.T has removed its directory before an earlier cleanup ended
		}
		if err != nil {
			base, _, _ := strings.Cut(name, ".")
			logf(s.t, "%s: %s was not kept: %v", s, base, err)
		}
	}
}

// writeArtifact writes one file. Several Sims of one test write several files.
func (s *Sim) writeArtifact(dir, name string, write func(io.Writer) error) error {
	ext := filepath.Ext(name)
	name = strings.TrimSuffix(name, ext)
	if s.ID() != "" {
		name += "-" + s.ID()
	}
	f, err := os.OpenFile(filepath.Join(dir, name+ext), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	for n := 2; os.IsExist(err); n++ {
		f, err = os.OpenFile(filepath.Join(dir, fmt.Sprintf("%s-%d%s", name, n, ext)), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	}
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// writeJournal writes one request per line.
func (s *Sim) writeJournal(w io.Writer) error {
	var journal struct{ Entries []json.RawMessage }
	if err := s.getAdmin("/journal?limit=1000000", &journal); err != nil {
		return err
	}
	return writeLines(w, journal.Entries)
}

// writeHAR writes all requests with their responses.
func (s *Sim) writeHAR(w io.Writer) error {
	return trace.WriteHAR(w, "http://jobsim.test", "testharness", trace.FromJournal(s.session.Journal().Entries(journal.Filter{})))
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
	r, err := http.NewRequest(http.MethodGet, "http://localhost/__admin"+path, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+s.server.token)
	res, err := s.Client().Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %d %s", path, res.StatusCode, text)
	}
	return json.Unmarshal(text, into)
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
