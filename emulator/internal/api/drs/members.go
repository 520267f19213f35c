package drs

import (
	"regexp"
	"slices"
)

// The scenarios of a task.
const (
	migration        = "migration"
	synchronization  = "sync"
	disasterRecovery = "cloudDataGuard"
)

// The modes of a task.
const (
	fullOnly  = "FULL_TRANS"
	fullIncre = "FULL_INCR_TRANS"
	increOnly = "INCR_TRANS"
)

// member is a text of About under its name.
type member struct {
	name string
	at   *string
	// values are what it can be; nil: anything.
	values   []string
	required bool // of a creation request (drs_03_0104)
}

func (a *Attributes) members() []member {
	return []member{
		{"name", &a.Name, nil, true},
		{"db_use_type", &a.Use, []string{migration, synchronization, disasterRecovery}, true},
		{"engine_type", &a.Engine, nil, true},
		{"job_direction", &a.Direction, []string{"up", "down", "non-dbs"}, true},
		{"net_type", &a.Net, []string{"vpn", "vpc", "eip"}, true},
		{"node_type", &a.Node, nil, true},
		{"task_type", &a.Mode, modes(), true},
		{"customize_sutnet_id", &a.Subnet, nil, true},
		{"description", &a.Description, nil, false},
		{"master_az", &a.MasterAZ, nil, false},
		{"slave_az", &a.SlaveAZ, nil, false},
	}
}

func modes() []string { return []string{fullOnly, fullIncre, increOnly} }

// taskName is what a task may be called (drs_03_0104).
var taskName = regexp.MustCompile(`^[A-Za-z0-9_-]{4,50}$`)

// check answers what is wrong with a task that a request wants made.
func (a *Attributes) check() error {
	for _, m := range a.members() {
		switch {
		case *m.at == "" && m.required:
			return table.Error("DRS.M00201", m.name)
		case *m.at != "" && m.values != nil && !slices.Contains(m.values, *m.at):
			return table.Error("DRS.M00202", m.name)
		}
	}
	switch {
	case !taskName.MatchString(a.Name):
		return table.Error("DRS.M00202", "name")
	case a.Source.DBType == "":
		return table.Error("DRS.M00201", "source_endpoint")
	case a.Target.DBType == "":
		return table.Error("DRS.M00201", "target_endpoint")
	case len(a.Description) > maxDescription:
		return table.Error("DRS.M00202", "description")
	}
	return nil
}

// maxDescription is the most bytes of a description (drs_03_0107 counts characters).
const maxDescription = 256
