package element

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// UpdateBulkVolumeStatusParams are what the holder of a session's key reports.
type UpdateBulkVolumeStatusParams struct {
	key        string
	status     string // empty: not named
	percent    int    // -1: not named
	message    string
	attributes map[string]any // nil: not named
}

func (p *UpdateBulkVolumeStatusParams) read(in *params) {
	p.key = in.needText("key")
	p.status = in.text("status")
	if p.status != "" {
		in.known(p.status, []string{running, complete, failedWord})
	}
	p.percent = in.percent("percentComplete")
	p.message = in.text("message")
	p.attributes = in.object("attributes")
}

// percent reads a percentage: a string in ND, a number from some clients. Beyond 0 and 100 it stops there (inferred).
func (in *params) percent(name string) int {
	value, ok := in.find(name)
	if !ok {
		return -1
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(value.String()), 64)
	if err != nil || f != f || (value.Type != gjson.Number && value.Type != gjson.String) {
		in.wrong(name, "integer")
		return -1
	}
	return int(min(max(f, 0), 100))
}

// looks tells that the call reports nothing: it only asks.
func (p *UpdateBulkVolumeStatusParams) looks() bool {
	return p.status == "" && p.percent < 0 && p.attributes == nil && p.message == ""
}

// BulkVolumeStatus is how a session stands. It has a url while it is active.
type BulkVolumeStatus struct {
	Attributes any    `json:"attributes,omitempty"`
	Status     string `json:"status"`
	URL        string `json:"url,omitempty"`
}

// UpdateBulkVolumeStatus takes the report of a session's driver (ND updatebulkvolumestatus); the job behind the session's
// asyncHandle follows it. Once the job has ended there is no session.
func (service) UpdateBulkVolumeStatus(r *http.Request, p *UpdateBulkVolumeStatusParams, a *BulkVolumeStatus) error {
	c := callOf(r)
	if p.status == "" && c.Setting(updateStatus) == "required" {
		return refuse("xMissingParameter", "status")
	}
	return c.Do(func(tx *world.Tx) error {
		ref, ok := tx.Find(name, keyName(p.key))
		if !ok {
			ref = job.Ref{API: name, ID: keyName("***")} // the journal tells what was missed, but a key is a secret
		}
		s := tx.Peek(ref)
		if s.Absence != job.Present || s.Phase.Over() {
			return refuse("xBulkVolumeIDDoesNotExist")
		}
		c.Observe(s)
		after, err := p.apply(tx, s)
		*a = p.answer(c, s, after)
		return err
	})
}

// apply lets a report count. If the script waits for the status it goes on, and what comes then is the script's. If not,
// running is a report on the present step, and complete or failed end the job there and then.
func (p *UpdateBulkVolumeStatusParams) apply(tx *world.Tx, s job.Snapshot) (job.Snapshot, error) {
	switch {
	case p.looks():
		return s, nil
	case p.status == complete || p.status == failedWord:
		if s.Until.Signal == p.status {
			return tx.Record(s.Ref, job.Event{Kind: job.Signalled, Signal: p.status})
		}
		return tx.Record(s.Ref, job.Event{Kind: job.Forced, Step: p.end()})
	}
	if s.Until.Signal == running {
		if _, err := tx.Record(s.Ref, job.Event{Kind: job.Signalled, Signal: running}); err != nil {
			return s, err
		}
	}
	return tx.Record(s.Ref, job.Event{Kind: job.Reported, Report: job.Report{
		Progress: p.progress(s), Payload: report{p.given(s)},
	}})
}

// end is the step in which a session rests that its driver ended.
func (p *UpdateBulkVolumeStatusParams) end() job.Step {
	if p.status == failedWord {
		return job.Step{Status: failedWord, Phase: job.Failed, Payload: payload{message: p.message}}
	}
	return job.Step{Status: complete, Phase: job.Succeeded, Payload: payload{message: p.message}}
}

// progress and given keep what earlier reports said and this one does not.
func (p *UpdateBulkVolumeStatusParams) progress(s job.Snapshot) int {
	if p.percent < 0 && s.Report != nil {
		return s.Report.Progress
	}
	return p.percent
}

func (p *UpdateBulkVolumeStatusParams) given(s job.Snapshot) map[string]any {
	if p.attributes == nil {
		return attributesOf(s)
	}
	return p.attributes
}

// answer tells how the session stood before the report and stands after it.
func (p *UpdateBulkVolumeStatusParams) answer(c *wire.Call, before, after job.Snapshot) BulkVolumeStatus {
	a := BulkVolumeStatus{Status: sessionWord(c, after.Status)}
	if given := p.given(before); given != nil || c.Setting(updateAttributes) == "always" {
		a.Attributes = orEmpty(given)
	}
	if !after.Phase.Over() {
		a.URL = sessionOf(after).url
	}
	return a
}

// sessionWord is a session's status as UpdateBulkVolumeStatus answers it: a cluster says running from the first.
func sessionWord(c *wire.Call, status string) string {
	active := c.Setting(sessionWords) == "active"
	switch {
	case status == running && active:
		return "active"
	case status == complete && active:
		return "done"
	case status == preparing && !active:
		return running
	}
	return status
}
