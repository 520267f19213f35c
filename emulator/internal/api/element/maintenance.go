package element

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// EnableMaintenanceModeParams are the parameters of EnableMaintenanceMode.
type EnableMaintenanceModeParams struct{ nodes []int64 }

func (p *EnableMaintenanceModeParams) read(in *params) {
	p.nodes = in.requireIntegers("nodes")
	in.integer("perMinutePrimarySwapLimit")
	in.text("timeout")
	in.boolean("forceWithUnresolvedFaults", false)
}

// ModeChange is the result of EnableMaintenanceMode and DisableMaintenanceMode.
type ModeChange struct {
	Handle    int64  `json:"asyncHandle"`
	Current   string `json:"currentMode"`
	Requested string `json:"requestedMode"`
}

// EnableMaintenanceMode prepares a node for maintenance (ND enablemaintenancemode). The timeout is accepted and
// ignored: the mode lasts until DisableMaintenanceMode.
func (service) EnableMaintenanceMode(r *http.Request, p *EnableMaintenanceModeParams, a *ModeChange) error {
	return changeMode(callOf(r), p.nodes, world.Effect{Live: modePreparing, Done: modeReady, Failed: modeDisabled}, a)
}

// DisableMaintenanceModeParams are the parameters of DisableMaintenanceMode.
type DisableMaintenanceModeParams struct{ nodes []int64 }

func (p *DisableMaintenanceModeParams) read(in *params) { p.nodes = in.requireIntegers("nodes") }

// DisableMaintenanceMode ends the maintenance of a node (ND disablemaintenancemode).
func (service) DisableMaintenanceMode(r *http.Request, p *DisableMaintenanceModeParams, a *ModeChange) error {
	return changeMode(callOf(r), p.nodes, world.Effect{Live: modeRecovering, Done: modeDisabled, Failed: modeFailed}, a)
}

// maintenanceTimeline is the timeline of a change of mode; its length is [inferred]. It is read only.
var maintenanceTimeline = runFor(20 * time.Second)

// changeMode starts the job. Only one node at a time is supported (ND enablemaintenancemode); the texts are [inferred].
func changeMode(c *wire.Call, ids []int64, to world.Effect, a *ModeChange) error {
	return c.Do(func(tx *world.Tx) error {
		if len(ids) != 1 {
			return apiErrorWithMessage("xInvalidParameter", "Only one node at a time is supported")
		}
		inventory(tx)
		t, ok := tx.Resource(nodeName(ids[0]))
		switch {
		case !ok, !t.Made:
			return apiErrorWithMessage("xInvalidParameter", "NodeID "+formatID(ids[0])+" does not exist.")
		case t.Busy != job.Ref{}:
			return apiErrorWithMessage("xInvalidParameter", "NodeID "+formatID(ids[0])+" is changing its maintenance mode.")
		}
		s, err := startJob(c, tx, maintenance, attributes{}, maintenanceTimeline)
		if err != nil {
			return err
		}
		to.Job = s.Ref
		tx.Apply(t.Name, to)
		*a = ModeChange{parseID(s.ID), t.Status, to.Done}
		return nil
	})
}
