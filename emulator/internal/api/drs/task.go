package drs

import (
	"cmp"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Task holds the properties of a task besides its status: its attributes, and what calls have changed since. It is a
// resource of the world under the task's id; a task of a scenario gets one when a call first changes it.
type Task struct {
	Attributes
	Tested   Tested
	Checked  time.Time // start of its last precheck; zero if there was none
	Started  time.Time // its start time, actual or scheduled; zero if it was not started
	Paused   string    // the status in which it was paused
	Switched time.Time // time of its last switchover
	Limits   []SpeedLimit
	Policy   Policy

	Role     role
	Parent   string   // id of the task that this one is a subtask of
	Children []string // ids of its subtasks
	Done     int      // percentage of the full transfer when it was paused
	Base     int      // percentage of the full transfer that its last start begins with
	Objects  []ObjectInfo
	Scope    string // of its selected objects: database or table; empty if none were selected
	Edited   bool   // its objects were changed since the last synchronization of edited objects
}

// Tested reports which ends of a task have passed a connection test.
type Tested struct{ Source, Target bool }

func resourceOf(id string) world.Name { return world.Name{API: name, Kind: "task", ID: id} }

// taskOf returns the properties of a task.
func taskOf(tx *world.Tx, snap job.Snapshot) Task {
	if thing, ok := tx.Resource(resourceOf(snap.ID)); ok {
		if t, ok := thing.Props.(Task); ok {
			return t
		}
	}
	attrs, _ := snap.Attributes.(Attributes)
	return Task{Attributes: attrs.withDefaults(snap.ID)}
}

// withDefaults returns the attributes with defaults for empty members.
func (a Attributes) withDefaults(id string) Attributes {
	a.Name = cmp.Or(a.Name, "DRS-"+id)
	a.Use = cmp.Or(a.Use, migration)
	a.Engine = cmp.Or(a.Engine, "mysql")
	a.Mode = cmp.Or(a.Mode, fullIncre)
	a.Direction = cmp.Or(a.Direction, "up")
	a.Net = cmp.Or(a.Net, "eip")
	a.Node = cmp.Or(a.Node, "high")
	a.Source.DBType = cmp.Or(a.Source.DBType, "mysql")
	a.Target.DBType = cmp.Or(a.Target.DBType, "mysql")
	return a
}

// nameInUse reports whether another task of the project has the name. Case is ignored (drs_03_0104).
func nameInUse(tx *world.Tx, project, called, id string) bool {
	for _, snap := range tx.Jobs(name) {
		mine := snap.Project == "" || snap.Project == project
		if mine && snap.ID != id && strings.EqualFold(taskOf(tx, snap).Name, called) {
			return true
		}
	}
	return false
}
