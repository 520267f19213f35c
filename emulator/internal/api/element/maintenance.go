package element

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// EnableMaintenanceModeParams are the parameters of EnableMaintenanceMode.
type EnableMaintenanceModeParams struct {
	nodes   []int64
	timeout time.Duration
}

func (p *EnableMaintenanceModeParams) read(in *params) {
	p.nodes = in.requireIntegers("nodes")
	in.integer("perMinutePrimarySwapLimit")
	p.timeout = in.duration("timeout")
	in.boolean("forceWithUnresolvedFaults", false)
}

// ModeChange is the result of EnableMaintenanceMode and DisableMaintenanceMode.
type ModeChange struct {
	Handle    int64  `json:"asyncHandle"`
	Current   string `json:"currentMode"`
	Requested string `json:"requestedMode"`
}

// EnableMaintenanceMode prepares a node for maintenance (ND enablemaintenancemode).
func (service) EnableMaintenanceMode(r *http.Request, p *EnableMaintenanceModeParams, a *ModeChange) error {
	to := world.Effect{Live: modePreparing, Done: modeReady, Failed: modeDisabled}
	return changeMode(callOf(r), p.nodes, modeChange{action: enableMaintenance, enables: true, timeout: p.timeout}, to, a)
}

// DisableMaintenanceModeParams are the parameters of DisableMaintenanceMode.
type DisableMaintenanceModeParams struct{ nodes []int64 }

func (p *DisableMaintenanceModeParams) read(in *params) { p.nodes = in.requireIntegers("nodes") }

// DisableMaintenanceMode ends the maintenance of a node (ND disablemaintenancemode).
func (service) DisableMaintenanceMode(r *http.Request, p *DisableMaintenanceModeParams, a *ModeChange) error {
	to := world.Effect{Live: modeRecovering, Done: modeDisabled, Failed: modeFailed}
	return changeMode(callOf(r), p.nodes, modeChange{action: disableMaintenance}, to, a)
}

// The actions of a maintenance job: the methods that start it.
const (
	enableMaintenance  = "EnableMaintenanceMode"
	disableMaintenance = "DisableMaintenanceMode"
)

// modeChange is what a maintenance job does.
type modeChange struct {
	action  string
	nodes   []int64
	enables bool
	timeout time.Duration // 0: none
}

// maintenanceTimeline is the timeline of a change of mode; its length is [inferred]. It is read only.
var maintenanceTimeline = runFor(20 * time.Second)

// changeMode starts the job.
func changeMode(c *wire.Call, ids []int64, change modeChange, to world.Effect, a *ModeChange) error {
	return c.Do(func(tx *world.Tx) error {
		t, err := checkMode(tx, ids, change.enables)
		if err != nil {
			return err
		}
		change.nodes = ids
		s, err := startJob(c, tx, maintenance, attributes{mode: &change}, maintenanceTimeline)
		if err != nil {
			return err
		}
		to.Job = s.Ref
		n, before := nodeOf(t), modeOf(tx, t)
		n.timeout = change.timeout
		tx.Change(t.Name, before, n)
		tx.Apply(t.Name, to)
		*a = ModeChange{parseID(s.ID), before, to.Done}
		if c.Setting(currentModeSetting) == "after" {
			a.Current = to.Live
		}
		return nil
	})
}

// checkMode returns the node whose mode is to change. Only one node at a time is supported (ND enablemaintenancemode). The
// names of the errors are those that NetApp's Ansible role for upgrades expects; which of them is for what, and the texts,
// are [inferred].
func checkMode(tx *world.Tx, ids []int64, enables bool) (world.Resource, error) {
	switch {
	case len(ids) == 0:
		return world.Resource{}, apiErrorWithMessage("xInvalidParameter", "No nodes specified")
	case len(ids) > 1:
		return world.Resource{}, apiErrorWithMessage("xExceededLimit", "Only one node at a time is supported")
	}
	var found world.Resource
	for _, t := range nodes(tx) {
		switch id := nodeOf(t).id; {
		case id == ids[0]:
			found = t
		case enables && modeOf(tx, t) != modeDisabled:
			return t, apiError("xAlreadyExists", formatID(id))
		}
	}
	switch {
	case found.Name == world.Name{}:
		return found, apiError("xNodeIDDoesNotExist", formatID(ids[0]))
	case found.Busy != job.Ref{}:
		return found, apiError("xAlreadyExists", formatID(ids[0]))
	}
	return found, nil
}

// modeOutcome is the details and the result of a maintenance job. A cluster of version 12.3 showed these members; their
// values are [inferred].
type modeOutcome struct {
	Action  string  `json:"action"`
	Message string  `json:"message,omitempty"` // absent while the mode is being disabled
	Nodes   []int64 `json:"nodes"`
}

// modeOutcomeOf returns the outcome of a maintenance job; over means that it has succeeded.
func modeOutcomeOf(s job.Snapshot, over bool) modeOutcome {
	change := modeChange{action: enableMaintenance, nodes: []int64{}, enables: true}
	if a := attributesOfJob(s); a.mode != nil {
		change = *a.mode
	}
	outcome := modeOutcome{Action: change.action, Nodes: change.nodes}
	switch {
	case over && change.enables:
		outcome.Message = "The node is ready for maintenance."
	case over:
		outcome.Message = "The node has recovered from maintenance."
	case change.enables:
		outcome.Message = "The node is being prepared for maintenance."
	}
	return outcome
}
