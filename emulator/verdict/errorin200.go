package verdict

import (
	"fmt"
	"maps"
	"net/http"
)

var errorIn200Kind = Kind{
	ID: "error-in-200-ignored", Level: Error, Title: "takes an error in a response of 200 or 202 for success",
	Why: "Element answers every error with 200, and DRS reports the failure of one task in its item. A client that looks at the status alone goes on " +
		"as if the call had worked, and waits for what never begins.",
	Source:   "JSON-RPC 2.0, section 5: error is present if there was one; DRS API: results[].status failed with error_code",
	WayOut:   "Read the member error of Element's responses, and status and error_code of each item of DRS's, before anything else of the body.",
	Scenario: "drs/some-fail",
	Example:  []string{"POST …/jobs/batch-starting → 202, {id: a, status: failed, error_code: DRS.M05101}", "POST …/jobs/batch-status → {id: a, status: CONFIGURATION}", "… the same again and again"},
	start:    func(Thresholds) detector { return &errorIn200{} },
}

// errorIn200 finds clients that go on as if a call had worked whose response had an error and a status of 2xx: they send the same
// request again and get the same, or they poll the job that the call did not change.
type errorIn200 struct {
	failed  map[failedCall]*failure // bounded by maxCallTracks
	waiting map[string]*failure     // by the job to which a call has failed
	hits[failure]
}

// failedCall is what equal requests have in common.
type failedCall struct{ call, of string }

type failure struct {
	code  string
	first Evidence
	again int
}

// How often a client may come back before it is found to have missed the error: by the same request, since some errors are worth a few
// retries, and by polls of a job to which nothing happens.
const (
	sameAgain = 5
	pollsOn   = 3
)

func (d *errorIn200) add(s *seen) {
	hidden := s.Error != "" && s.Status < http.StatusMultipleChoices && len(s.NotFound) == 0
	d.repeats(s, hidden)
	for i := range s.looks {
		l := &s.looks[i]
		if !l.found || !l.view.Counted || len(d.waiting) == 0 {
			continue
		}
		f := d.waiting[l.track.ref.String()]
		switch {
		case f == nil:
		case l.track.shown.N > f.first.N && l.track.shown.Shown != l.view.Status:
			delete(d.waiting, l.track.ref.String()) // something began after all
		default:
			d.count(s, l.track.ref.String(), f, pollsOn)
		}
	}
	if len(d.waiting) > 0 && !hidden { // the same call worked later
		maps.DeleteFunc(d.waiting, func(_ string, f *failure) bool { return f.first.Call == s.call })
	}
	for _, ref := range s.Failed {
		if d.waiting == nil {
			d.waiting = map[string]*failure{}
		}
		if name := ref.String(); len(d.waiting) < maxCallTracks {
			d.waiting[name] = &failure{code: s.names.text(s.Error), first: s.evidence(nil)}
		}
	}
}

// repeats counts requests that get the same error in a 2xx again.
func (d *errorIn200) repeats(s *seen, hidden bool) {
	if !hidden && len(d.failed) == 0 {
		return
	}
	key := failedCall{s.call, callKey(s.Entry)}
	f := d.failed[key]
	switch {
	case !hidden:
		delete(d.failed, key)
	case f != nil && f.code == s.Error:
		d.count(s, s.call, f, sameAgain)
	case len(d.failed) < maxCallTracks:
		if d.failed == nil {
			d.failed = map[failedCall]*failure{}
		}
		d.failed[key] = &failure{code: s.names.text(s.Error), first: s.evidence(nil)}
	}
}

// count counts a request that goes on after a failure.
func (d *errorIn200) count(s *seen, subject string, f *failure, most int) {
	if f.again++; f.again < most {
		return
	}
	if of := d.addNamed(subject, s.evidence(nil), f.first); of != nil {
		*of = *f
	}
}

func (d *errorIn200) report(*inquiry) []hit {
	return d.all(1, func(_ *hit, f *failure) string {
		return fmt.Sprintf("request %d got %d with the error %s in its body; %s more requests went on as if it had worked", f.first.N, f.first.Status, f.code, fmt.Sprint(f.again))
	})
}
