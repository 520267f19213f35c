package drs

import (
	"cmp"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Task is what there is to know of a task besides its status: what it was made of, and what calls have made of it since. It
// is a resource of the world under the task's id; a scenario's task gets one when a call first changes it.
type Task struct {
	Attributes
	Tested   Tested
	Checked  time.Time // when its last precheck began; zero: never
	Started  time.Time // when it was to start, at once or as scheduled; zero: never
	Paused   string    // the status in which it was paused
	Switched time.Time // when its ends were switched over last
	Limits   []SpeedLimit
	Policy   Policy
}

// Tested tells which ends of a task have passed a connection test.
type Tested struct{ Source, Target bool }

func resourceOf(id string) world.Name { return world.Name{API: name, Kind: "task", ID: id} }

// taskOf finds the properties of a task.
func taskOf(tx *world.Tx, snap job.Snapshot) Task {
	if thing, ok := tx.Resource(resourceOf(snap.ID)); ok {
		if t, ok := thing.Props.(Task); ok {
			return t
		}
	}
	about, _ := snap.Attributes.(Attributes)
	return Task{Attributes: about.settled(snap.ID)}
}

// settled is About with a default for what nobody said.
func (a Attributes) settled(id string) Attributes {
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

// taken tells whether a task of a project, other than the one with this id, goes by a name. Case does not count
// (drs_03_0104).
func taken(tx *world.Tx, project, called, id string) bool {
	for _, snap := range tx.Jobs(name) {
		mine := snap.Project == "" || snap.Project == project
		if mine && snap.ID != id && strings.EqualFold(taskOf(tx, snap).Name, called) {
			return true
		}
	}
	return false
}
