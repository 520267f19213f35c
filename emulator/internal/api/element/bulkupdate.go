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

// apply records the report. complete and failed end the step that waits for them, or else the job. running ends a step
// that waits for it, and otherwise the preparation: a session that runs is not preparing.
func (p *UpdateBulkVolumeStatusParams) apply(tx *world.Tx, s job.Snapshot) (job.Snapshot, error) {
	signal := job.Event{Kind: job.Signalled, Signal: p.status}
	waits := p.status != "" && s.Until.Signal == p.status
	switch {
	case p.empty():
		return s, nil
	case waits && p.status == running:
		return recordAll(tx, s.Ref, signal, p.report(s))
	case waits:
		return recordAll(tx, s.Ref, p.report(s), signal)
	case p.status == complete || p.status == failed:
		return recordAll(tx, s.Ref, p.report(s), job.Event{Kind: job.Forced, Step: finalStep(p.status)})
	case p.status == running && s.Phase == job.Pending && !s.Held:
		return recordAll(tx, s.Ref, job.Event{Kind: job.Redirected, Timeline: withoutPreparation(tx, s.Ref)}, p.report(s))
	}
	return recordAll(tx, s.Ref, p.report(s))
}

// recordAll records events on a job in order, and returns the job after the last.
func recordAll(tx *world.Tx, ref job.Ref, events ...job.Event) (s job.Snapshot, err error) {
	for _, e := range events {
		if s, err = tx.Record(ref, e); err != nil {
			return s, err
		}
	}
	return s, nil
}

// withoutPreparation returns the rest of a session's timeline from its next step that is not pending; if there is none,
// the session runs until it is reported to have ended.
func withoutPreparation(tx *world.Tx, ref job.Ref) *job.Timeline {
	var rest []job.Step
	for _, step := range tx.Schedule(ref) {
		if len(rest) > 0 || step.Phase != job.Pending {
			rest = append(rest, step.Step)
		}
	}
	if len(rest) == 0 {
		rest = []job.Step{{Status: running, Phase: job.Running, Share: &job.Share{}}}
	}
	return job.Steps(rest...)
}

// finalStep returns the last step of a session that a report ends.
func finalStep(status string) job.Step {
	if status == failed {
		return job.Step{Status: failed, Phase: job.Failed, Payload: payload{}}
	}
	return job.Step{Status: complete, Phase: job.Succeeded, Payload: payload{}}
}

// report returns the event. What this call leaves out is kept from earlier reports.
func (p *UpdateBulkVolumeStatusParams) report(s job.Snapshot) job.Event {
	given := report{attributes: p.mergedAttributes(s), percent: p.percent}
	if p.status == complete || p.status == failed {
		given.message = p.message
	}
	progress := p.percent
	if s.Report != nil && p.percent < 0 {
		given.percent = reportOf(s).percent
		if !s.Report.Earlier {
			progress = s.Report.Progress
		}
	}
	return job.Event{Kind: job.Reported, Report: job.Report{Progress: progress, Payload: given}}
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
