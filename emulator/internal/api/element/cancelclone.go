package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// CancelCloneParams are the parameters of CancelClone.
type CancelCloneParams struct{ cloneID int64 }

func (p *CancelCloneParams) read(in *params) { p.cloneID = in.requireInteger("cloneID") }

// CancelClone stops a clone or copy and removes its handle (ND cancelclone).
func (service) CancelClone(r *http.Request, p *CancelCloneParams, _ *None) error {
	return cancel(callOf(r), cloneName, p.cloneID, "CloneID "+formatID(p.cloneID)+" does not exist.")
}

// cancel removes the job of a clone or group, unless its timeline waits for the cancellation and goes on. The error for an
// unknown alias is [inferred].
func cancel(c *wire.Call, alias func(int64) string, id int64, unknown string) error {
	return c.Do(func(tx *world.Tx) error {
		ref, ok := findClone(tx, alias, id)
		if !ok {
			ref = job.Ref{API: name, ID: alias(id)} // for the journal
		}
		s := tx.Peek(ref)
		if s.Absence != job.Present || s.Phase.Over() {
			return apiErrorWithMessage("xInvalidParameter", unknown)
		}
		e := job.Event{Kind: job.Dropped}
		if s.Until.Signal == cancelClone {
			e = job.Event{Kind: job.Signalled, Signal: cancelClone}
		}
		_, err := tx.Record(ref, e)
		return err
	})
}
