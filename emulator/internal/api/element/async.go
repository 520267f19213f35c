package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// GetAsyncResultParams are the parameters of GetAsyncResult.
type GetAsyncResultParams struct {
	handle int64
	keep   bool
}

func (p *GetAsyncResultParams) read(in *params) {
	p.handle = in.needInteger("asyncHandle")
	p.keep = in.truth("keepResult", false)
}

// AsyncResult is how a job stands. There is one of details, error and result, by the status.
type AsyncResult struct {
	Created string `json:"createTime"`
	Details any    `json:"details,omitempty"`
	Error   any    `json:"error,omitempty"`
	Updated string `json:"lastUpdateTime"`
	Result  any    `json:"result,omitempty"`
	Type    string `json:"resultType"`
	Status  string `json:"status"`
}

// GetAsyncResult tells how a job stands (ND getasyncresult). Unless keepResult is true, telling the outcome ends the
// handle; telling that the job is running never does. Having asked once with keepResult saves the outcome from running
// out by itself, and a later look without it still ends the handle (inferred).
func (service) GetAsyncResult(r *http.Request, p *GetAsyncResultParams, a *AsyncResult) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		s := tx.Observe(world.PollOptions{Keep: p.keep, Take: !p.keep}, handleRef(p.handle))
		if s.Absence != job.Present {
			return missing(c, p.handle)
		}
		c.Observe(s)
		*a = asyncResult(s)
		return nil
	})
}

// missing is the refusal of a handle that never was or has gone: ND getasyncresult prints the one, cluster tests of
// later software expect the other.
func missing(c *wire.Call, handle int64) error {
	return refuse(c.Setting(missingHandle), decimal(handle))
}

func asyncResult(s job.Snapshot) AsyncResult {
	a := AsyncResult{
		Created: instant(s.Born), Updated: instant(s.Updated()), Type: s.Type, Status: statusWord(s.Status),
	}
	switch {
	case !s.Phase.Over():
		a.Details = details(s)
	case s.Phase == job.Failed:
		a.Error = failureOf(s)
	default:
		a.Result = result(s)
	}
	return a
}

// statusWord is the status as GetAsyncResult writes it, which has two words: a job that prepares is running, and one
// that failed is complete. What a scenario says on purpose stays.
func statusWord(status string) string {
	switch status {
	case preparing:
		return running
	case failedWord:
		return complete
	}
	return status
}

// ListAsyncResultsParams are the parameters of ListAsyncResults.
type ListAsyncResultsParams struct{ types []string }

func (p *ListAsyncResultsParams) read(in *params) {
	p.types = in.words("asyncResultTypes", documentedTypes()...)
}

// AsyncResults are the jobs that can be asked for.
type AsyncResults struct {
	Handles []AsyncHandle `json:"asyncHandles"`
}

// AsyncHandle is one of them. Its data are the details, the result or the error, an object always: the Python SDK
// fails over a string (ND listasyncresults shows a result; the others, and success while it runs, are inferred).
type AsyncHandle struct {
	ID        int64  `json:"asyncResultID"`
	Completed bool   `json:"completed"`
	Created   string `json:"createTime"`
	Data      any    `json:"data"`
	Updated   string `json:"lastUpdateTime"`
	Type      string `json:"resultType"`
	Success   bool   `json:"success"`
}

// ListAsyncResults lists the jobs, oldest first, without ending a handle (ND listasyncresults).
func (service) ListAsyncResults(r *http.Request, p *ListAsyncResultsParams, a *AsyncResults) error {
	a.Handles = []AsyncHandle{}
	return callOf(r).Do(func(tx *world.Tx) error {
		wanted := func(kind string, _ any) bool { return p.types == nil || slices.Contains(p.types, kind) }
		for _, s := range tx.JobsOf(name, wanted) {
			a.Handles = append(a.Handles, asyncHandle(s))
		}
		return nil
	})
}

func asyncHandle(s job.Snapshot) AsyncHandle {
	full := asyncResult(s)
	h := AsyncHandle{
		ID: number(s.ID), Completed: s.Phase.Over(), Created: full.Created, Updated: full.Updated, Type: s.Type,
		Success: full.Result != nil,
	}
	switch {
	case full.Result != nil:
		h.Data = full.Result
	case full.Error != nil:
		h.Data = full.Error
	default:
		h.Data = full.Details
	}
	return h
}
