package drs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// role is what a task is among related tasks.
type role int

const (
	single     role = iota
	dualParent      // a dual-active task, which has two subtasks
	forward         // the subtask of a dual-active task in its own direction
	backward        // the subtask in the opposite direction
	edited          // the subtask of an edited synchronization
)

// maxLag is the recovery point, in seconds, that the forward subtask must fall below before the backward one is configured
// or started (user guide of dual-active disaster recovery).
const maxLag = 60

// createSubtasks creates the two subtasks of a dual-active task and returns their ids, the forward one first. Their names
// are [inferred].
func createSubtasks(c *wire.Call, tx *world.Tx, parent job.Snapshot, attrs Attributes) ([]string, error) {
	var ids []string
	for _, r := range []role{forward, backward} {
		child := attrs
		child.MultiWrite = false
		child.Name += map[role]string{forward: "_forward", backward: "_backward"}[r]
		if r == backward {
			child.turn()
		}
		snap, err := c.Begin(tx, specOf(tx, c, child))
		if err != nil {
			return nil, err
		}
		tx.Put(resourceOf(snap.ID), snap.Project, "", Task{Attributes: child, Role: r, Parent: parent.ID})
		ids = append(ids, snap.ID)
	}
	return ids, nil
}

// turn swaps the ends of a task.
func (a *Attributes) turn() {
	a.Source, a.Target = a.Target, a.Source
	switch a.Direction {
	case "up":
		a.Direction = "down"
	case "down":
		a.Direction = "up"
	}
}

// checkRole returns an error if a call does not accept tasks of this role: only the parent of a dual-active task can be
// stopped and deleted, and everything else is done to its subtasks (drs_03_0113 and the constraints of the other pages).
func (v *taskContext) checkRole(stops bool) error {
	switch {
	case v.Role == dualParent && !stops:
		return table.Error("DRS.M00307")
	case stops && (v.Role == forward || v.Role == backward):
		return table.Error("DRS.M00308")
	}
	return nil
}

// forwardReady reports whether a task is no backward subtask, or its forward subtask is in incremental transfer with a
// recovery point below maxLag.
func (v *taskContext) forwardReady() bool {
	if v.Role != backward {
		return true
	}
	for _, sibling := range v.related(v.Parent) {
		if sibling.Role == forward {
			return sibling.in(increStarted) && sibling.lag() < maxLag
		}
	}
	return false
}

// related returns the subtasks of a task that exist, oldest first.
func (v *taskContext) related(parent string) []*taskContext {
	var found []*taskContext
	t, _ := v.tx.Resource(resourceOf(parent))
	p, _ := t.Props.(Task)
	for _, id := range p.Children {
		if child, err := openTask(v.tx, v.call, id); err == nil {
			found = append(found, child)
		}
	}
	return found
}

// edit starts the subtask of an edited synchronization, as batch-retry-task and the v5 action restart do with
// is_sync_re_edit.
func (v *taskContext) edit() error {
	for _, child := range v.related(v.snap.ID) {
		if !child.in(childReleased, deleted) {
			return table.Error("DRS.M00402")
		}
	}
	attrs := v.Attributes
	attrs.Name += "_edited"
	spec := specOf(v.tx, v.call, attrs)
	spec.Timeline = reEdit()
	snap, err := v.call.Begin(v.tx, spec)
	if err != nil {
		return err
	}
	v.tx.Put(resourceOf(snap.ID), snap.Project, "", Task{Attributes: attrs, Role: edited, Parent: v.snap.ID})
	v.Children, v.Edited = append(slices.Clip(v.Children), snap.ID), false
	v.save()
	return nil
}

// edits reports whether a request to resume a task asks for its edited objects to be synchronized: is_sync_re_edit is set,
// and the task is not paused. drs_03_0132 wants the member in every request, so that a failed task is resumed unless its
// objects were changed [inferred].
func (v *taskContext) edits(requested bool) bool {
	return requested && v.Use == synchronization && (v.in(increStarted) || v.in(increFailed) && v.Edited)
}
