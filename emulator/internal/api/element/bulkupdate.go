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

// UpdateBulkVolumeStatusParams are the parameters of UpdateBulkVolumeStatus.
type UpdateBulkVolumeStatusParams struct {
	key        string
	status     string // empty: absent
	percent    int    // -1: absent
	message    string
	attributes map[string]any // nil: absent
}

func (p *UpdateBulkVolumeStatusParams) read(in *params) {
	p.key = in.requireText("key")
	p.status = in.text("status")
	if p.status != "" {
		in.checkEnum(p.status, []string{running, complete, failed})
	}
	p.percent = in.percent("percentComplete")
	p.message = in.text("message")
	p.attributes = in.object("attributes")
}

// percent reads a percentage: a string in ND, a number from some clients. It is clamped to 0 and 100 [inferred].
func (in *params) percent(name string) int {
	value, ok := in.find(name)
	if !ok {
		return -1
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(value.String()), 64)
	if err != nil || f != f || (value.Type != gjson.Number && value.Type != gjson.String) {
		in.wrongType(name, "integer")
		return -1
	}
	return int(min(max(f, 0), 100))
}

// empty reports whether the call only asks for the status, and changes nothing.
func (p *UpdateBulkVolumeStatusParams) empty() bool {
	return p.status == "" && p.percent < 0 && p.attributes == nil && p.message == ""
}

// BulkVolumeStatus is the result of UpdateBulkVolumeStatus. It has a url while the session is active.
type BulkVolumeStatus struct {
	Attributes any    `json:"attributes,omitempty"`
	Status     string `json:"status"`
	URL        string `json:"url,omitempty"`
}

// UpdateBulkVolumeStatus records a report on a session (ND updatebulkvolumestatus), which changes the job of the
// session's asyncHandle. Once the job has ended the session does not exist.
func (service) UpdateBulkVolumeStatus(r *http.Request, p *UpdateBulkVolumeStatusParams, a *BulkVolumeStatus) error {
	c := callOf(r)
	if p.status == "" && c.Setting(updateStatusSetting) == "required" {
		return apiError("xMissingParameter", "status")
	}
	return c.Do(func(tx *world.Tx) error {
		ref, ok := tx.Find(name, keyName(p.key))
		if !ok {
			ref = job.Ref{API: name, ID: keyName("***")} // the journal shows what was not found, but a key is a secret
		}
		s := tx.Peek(ref)
		if s.Absence != job.Present || s.Phase.Over() {
			return apiError("xBulkVolumeIDDoesNotExist")
		}
		c.Observe(s)
		after, err := p.apply(tx, s)
		*a = p.result(c, s, after)
		return err
	})
}

// apply records the report. If the timeline waits for the status, it goes on to its next step. If not, running is a
// report on the present step, and complete or failed end the job at once.
func (p *UpdateBulkVolumeStatusParams) apply(tx *world.Tx, s job.Snapshot) (job.Snapshot, error) {
	switch {
	case p.empty():
		return s, nil
	case p.status == complete || p.status == failed:
		if s.Until.Signal == p.status {
			return tx.Record(s.Ref, job.Event{Kind: job.Signalled, Signal: p.status})
		}
		return tx.Record(s.Ref, job.Event{Kind: job.Forced, Step: p.finalStep()})
	}
	if s.Until.Signal == running {
		if _, err := tx.Record(s.Ref, job.Event{Kind: job.Signalled, Signal: running}); err != nil {
			return s, err
		}
	}
	return tx.Record(s.Ref, job.Event{Kind: job.Reported, Report: job.Report{
		Progress: p.mergedProgress(s), Payload: report{p.mergedAttributes(s)},
	}})
}

// finalStep returns the last step of a session that a report ends.
func (p *UpdateBulkVolumeStatusParams) finalStep() job.Step {
	if p.status == failed {
		return job.Step{Status: failed, Phase: job.Failed, Payload: payload{message: p.message}}
	}
	return job.Step{Status: complete, Phase: job.Succeeded, Payload: payload{message: p.message}}
}

// mergedProgress and mergedAttributes keep what earlier reports set and this one leaves out.
func (p *UpdateBulkVolumeStatusParams) mergedProgress(s job.Snapshot) int {
	if p.percent < 0 && s.Report != nil {
		return s.Report.Progress
	}
	return p.percent
}

func (p *UpdateBulkVolumeStatusParams) mergedAttributes(s job.Snapshot) map[string]any {
	if p.attributes == nil {
		return attributesOf(s)
	}
	return p.attributes
}

// result returns the session's state after the report.
func (p *UpdateBulkVolumeStatusParams) result(c *wire.Call, before, after job.Snapshot) BulkVolumeStatus {
	a := BulkVolumeStatus{Status: sessionWord(c, after.Status)}
	if given := p.mergedAttributes(before); given != nil || c.Setting(updateAttributesSetting) == "always" {
		a.Attributes = objectOrEmpty(given)
	}
	if !after.Phase.Over() {
		a.URL = sessionOf(after).url
	}
	return a
}

// sessionWord returns a session's status as UpdateBulkVolumeStatus writes it: a cluster writes running from the start.
func sessionWord(c *wire.Call, status string) string {
	active := c.Setting(sessionWordsSetting) == "active"
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
