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
	p.handle = in.requireInteger("asyncHandle")
	p.keep = in.boolean("keepResult", false)
}

// AsyncResult is the result of GetAsyncResult. It has one of details, error and result, depending on the job's phase.
type AsyncResult struct {
	Created string `json:"createTime"`
	Details any    `json:"details,omitempty"`
	Error   any    `json:"error,omitempty"`
	Updated string `json:"lastUpdateTime"`
	Result  any    `json:"result,omitempty"`
	Type    string `json:"resultType"`
	Status  string `json:"status"`
}

// GetAsyncResult returns the status of a job (ND getasyncresult). Unless keepResult is true, the call that returns the
// final result deletes the handle; a call that returns "running" never does. One call with keepResult exempts the
// handle from the retention time, and a later call without it still deletes it [inferred].
func (service) GetAsyncResult(r *http.Request, p *GetAsyncResultParams, a *AsyncResult) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		s := tx.Observe(world.PollOptions{Keep: p.keep, Take: !p.keep}, handleRef(p.handle))
		if s.Absence != job.Present {
			return missingHandleError(c, p.handle)
		}
		c.Observe(s)
		*a = asyncResult(s)
		return nil
	})
}

// missingHandleError returns the error for a handle that does not exist or was deleted: ND getasyncresult prints the
// one, tests against clusters of later software expect the other.
func missingHandleError(c *wire.Call, handle int64) error {
	return apiError(c.Setting(missingHandleSetting), formatID(handle))
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

// statusWord returns the status as GetAsyncResult writes it. The method has two words: a preparing job is running, and
// a failed job is complete. Any other word of a scenario is returned as it is.
func statusWord(status string) string {
	switch status {
	case preparing:
		return running
	case failed:
		return complete
	}
	return status
}

// ListAsyncResultsParams are the parameters of ListAsyncResults.
type ListAsyncResultsParams struct{ types []string }

func (p *ListAsyncResultsParams) read(in *params) {
	p.types = in.enums("asyncResultTypes", documentedTypes()...)
}

// AsyncResults is the result of ListAsyncResults.
type AsyncResults struct {
	Handles []AsyncHandle `json:"asyncHandles"`
}

// AsyncHandle is one row of ListAsyncResults. Its data is the details, the result or the error, and always an object,
// because the Python SDK fails on a string. ND listasyncresults shows a result; the others, and success while the job
// runs, are [inferred].
type AsyncHandle struct {
	ID        int64  `json:"asyncResultID"`
	Completed bool   `json:"completed"`
	Created   string `json:"createTime"`
	Data      any    `json:"data"`
	Updated   string `json:"lastUpdateTime"`
	Type      string `json:"resultType"`
	Success   bool   `json:"success"`
}

// ListAsyncResults lists the jobs, oldest first, and deletes no handle (ND listasyncresults).
func (service) ListAsyncResults(r *http.Request, p *ListAsyncResultsParams, a *AsyncResults) error {
	a.Handles = []AsyncHandle{}
	return callOf(r).Do(func(tx *world.Tx) error {
		wanted := func(kind string, _ any) bool { return p.types == nil || slices.Contains(p.types, kind) }
		for _, s := range tx.ObservedJobsOf(name, wanted) {
			a.Handles = append(a.Handles, asyncHandle(s))
		}
		return nil
	})
}

func asyncHandle(s job.Snapshot) AsyncHandle {
	full := asyncResult(s)
	h := AsyncHandle{
		ID: parseID(s.ID), Completed: s.Phase.Over(), Created: full.Created, Updated: full.Updated, Type: s.Type,
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
