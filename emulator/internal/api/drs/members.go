package drs

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The values of db_use_type.
const (
	migration        = "migration"
	synchronization  = "sync"
	disasterRecovery = "cloudDataGuard"
)

// The values of task_type.
const (
	fullOnly  = "FULL_TRANS"
	fullIncre = "FULL_INCR_TRANS"
	increOnly = "INCR_TRANS"
)

// member is a string member of Attributes and its name.
type member struct {
	name string
	at   *string
	// values lists the allowed values; nil allows any.
	values   []string
	required bool // in a creation request (drs_03_0104)
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

// taskName matches valid names of tasks (drs_03_0104).
var taskName = regexp.MustCompile(`^[A-Za-z0-9_-]{4,50}$`)

// check returns an error if a creation request has invalid attributes.
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
	case a.Use == disasterRecovery && a.Net == "vpc":
		return table.Error("DRS.M00202", "net_type")
	case a.Use == disasterRecovery && !a.MultiWrite && a.Mode != fullIncre:
		return table.Error("DRS.M00202", "task_type")
	case a.ExpiredDays != nil && (*a.ExpiredDays < 14 || *a.ExpiredDays > 100):
		return table.Error("DRS.M00202", "expired_days")
	}
	if err := checkDescription(a.Description); err != nil {
		return err
	}
	return checkTags(a.Tags)
}

// checkDescription returns an error if a description is too long or has characters that drs_03_0104 does not allow.
func checkDescription(s string) error {
	switch {
	case utf8.RuneCountInString(s) > maxDescription:
		return table.Error("DRS.M00202", "description")
	case strings.ContainsAny(s, notInDescription):
		return table.Error("DRS.M00273", "special characters")
	}
	return nil
}

// maxDescription is the maximum length of a description, in characters (drs_03_0107).
const maxDescription = 256

// notInDescription lists the characters that a description must not contain (drs_03_0104).
const notInDescription = `!<>'&"\`
