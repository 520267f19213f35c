package drs

import (
	"fmt"
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// detail is the item of a task in the response of batch-detail (drs_api_0151). node_num is omitted: the document and
// the clients disagree whether it is a number or a string, so that any value breaks one of them.
type detail struct {
	ID     string `json:"id"`
	Name   string `json:"name,omitempty"`
	Status string `json:"status,omitempty"`
	*properties
	Code    string `json:"error_code,omitempty"`
	Message string `json:"error_message,omitempty"`
}

// properties holds the members of an existing task.
type properties struct {
	Description string       `json:"description"`
	Created     string       `json:"create_time"`
	Mode        string       `json:"task_type"`
	Source      Endpoint     `json:"source_endpoint"`
	Target      Endpoint     `json:"target_endpoint"`
	Instance    instance     `json:"inst_info"`
	Reason      string       `json:"failed_reason,omitempty"`
	Started     string       `json:"actual_start_time,omitempty"`
	Complete    string       `json:"full_transfer_complete_time,omitempty"`
	Updated     string       `json:"update_time"`
	Direction   string       `json:"job_direction"`
	Use         string       `json:"db_use_type"`
	Restart     bool         `json:"need_restart"`
	ReadOnly    bool         `json:"is_target_readonly"`
	Limits      []SpeedLimit `json:"speed_limit"`
	Schema      string       `json:"schema_type"`
	Objects     bool         `json:"object_switch"`
	Definer     bool         `json:"replace_definer"`
	Users       bool         `json:"migrate_user"`
	Policy
	MultiWrite bool   `json:"multi_write,omitempty"`
	MultiAZ    bool   `json:"is_multi_az,omitempty"`
	MasterAZ   string `json:"master_az,omitempty"`
	SlaveAZ    string `json:"slave_az,omitempty"`
	VPC        string `json:"vpc_id,omitempty"`
	Subnet     string `json:"subnet_id,omitempty"`
	IPv6       bool   `json:"support_ip_v6"`
	Tags       []Tag  `json:"tags,omitempty"`

	ObjectInfos  []ObjectInfo `json:"object_infos,omitempty"`
	SyncDatabase bool         `json:"sync_database,omitempty"`
	Parent       string       `json:"parent_id,omitempty"`
}

// instance is the replication instance of a task.
type instance struct {
	IP     string `json:"ip"`
	Status string `json:"status"`
	Type   string `json:"inst_type"`
	Engine string `json:"engine_type"`
	Volume int    `json:"volume_size"`
	Public string `json:"public_ip,omitempty"`
	Start  string `json:"start_time"` // the document's table has a number, but all clients decode a string
}

// batchDetail returns the properties of tasks. It does not count as a poll.
func batchDetail() http.Handler {
	return operation("batch-detail", decodeQuery, details, write)
}

func details(c *wire.Call, q query) (response[detail], error) {
	return responseBuilder[detail]{
		unknown: unknownDetails,
		present: func(tx *world.Tx, snap *job.Snapshot) detail {
			return (&taskContext{taskOf(tx, *snap), tx, c, *snap}).detail()
		},
		absent: func(b taskStatus) detail {
			return detail{ID: b.ID, Status: b.Status, Code: b.Code, Message: b.Message}
		},
	}.build(c, q)
}

func (v *taskContext) detail() detail {
	b := statusOf(&v.snap)
	p := &properties{
		Description: v.Description, Created: millis(v.snap.Born), Mode: v.Mode,
		Source: v.Source, Target: v.Target, Instance: v.instance(),
		Updated: millis(v.snap.Updated()), Direction: v.Direction, Use: v.Use,
		ReadOnly: v.ReadOnly, Limits: v.Limits, Schema: "Tungsten", Definer: true, Policy: v.Policy,
		MultiWrite: v.MultiWrite, MultiAZ: v.MasterAZ != "", MasterAZ: v.MasterAZ, SlaveAZ: v.SlaveAZ,
		VPC: v.Target.VPC, Subnet: v.Subnet, Tags: v.Tags, Objects: v.Scope != "", ObjectInfos: v.Objects,
		SyncDatabase: v.Scope == "database", Parent: v.Parent,
	}
	if p.Limits == nil {
		p.Limits = []SpeedLimit{}
	}
	if v.snap.Phase == job.Failed {
		p.Reason = b.Message
	}
	if !v.Started.IsZero() && !v.Started.After(v.snap.Now) {
		p.Started = millis(v.Started)
	}
	if v.in(fullComplete) {
		p.Complete = millis(v.snap.Since)
	}
	return detail{b.ID, v.Name, b.Status, p, b.Code, b.Message}
}

// instance returns the replication instance, whose addresses are derived from the task's id.
func (v *taskContext) instance() instance {
	host := job.Key(0, v.snap.ID)%250 + 2
	in := instance{
		IP: fmt.Sprintf("192.168.0.%d", host), Status: "ACTIVE", Type: v.Node, Engine: v.Engine, Volume: 100, Start: "0",
	}
	if v.Net == "eip" {
		in.Public = fmt.Sprintf("10.154.219.%d", host)
	}
	if v.in(releaseComplete) {
		in.Status = deleted
	}
	if v.Started.After(v.snap.Now) {
		in.Start = millis(v.Started)
	}
	return in
}

// wallTime formats a time as in drs_03_0138. The examples of the documents are hours apart from their own milliseconds;
// here it is UTC.
func wallTime(t time.Time) string { return t.UTC().Format(time.DateTime) }
