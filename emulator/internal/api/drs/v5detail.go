package drs

import (
	"net/http"
	"strconv"
)

// detailV5 is the v5 detail of a task, with the member names of huaweicloud-sdk-go-v3.
type detailV5 struct {
	ID       string       `json:"id"`
	Status   string       `json:"status"`
	Created  string       `json:"create_time"`
	Base     baseV5       `json:"base_info"`
	Source   []endpointV5 `json:"source_endpoint"`
	Target   []endpointV5 `json:"target_endpoint"`
	Limits   []SpeedLimit `json:"speed_limit"`
	Policy   Policy       `json:"policy_config"`
	Progress progressV5   `json:"progress_info"`
}

// baseV5 is the base_info of a task.
type baseV5 struct {
	Name        string `json:"name"`
	Use         string `json:"job_type"`
	MultiWrite  bool   `json:"multi_write"`
	Engine      string `json:"engine_type"`
	Direction   string `json:"job_direction"`
	Mode        string `json:"task_type"`
	Net         string `json:"net_type"`
	Charging    string `json:"charging_mode"`
	Enterprise  string `json:"enterprise_project_id"`
	Description string `json:"description"`
	Start       string `json:"start_time,omitempty"`
	Days        string `json:"expired_days"`
	Tags        []Tag  `json:"tags"`
}

// endpointV5 is an end of a task.
type endpointV5 struct {
	DBType   string         `json:"db_type"`
	Type     string         `json:"endpoint_type"`
	Role     string         `json:"endpoint_role"`
	Endpoint endpointV5Base `json:"endpoint"`
}

// endpointV5Base is the address of an end.
type endpointV5Base struct {
	Name     string `json:"endpoint_name"`
	IP       string `json:"ip,omitempty"`
	Port     string `json:"db_port,omitempty"`
	User     string `json:"db_user"`
	Instance string `json:"instance_id,omitempty"`
}

// progressV5 is the progress_info of a task.
type progressV5 struct {
	Progress string `json:"progress"`
	Delay    string `json:"incre_trans_delay"`
	Status   string `json:"transfer_status"`
}

// showV5 handles GET …/jobs/{id}. The query argument type, which selects a part of the detail, is ignored: the response has
// all parts that are emulated.
func showV5() http.Handler {
	return taskV5(v5Show, func(v *taskContext) any { return map[string]any{"job": v.detailV5()} })
}

func (v *taskContext) detailV5() detailV5 {
	p := v.progress()
	d := detailV5{
		ID: v.snap.ID, Status: v.snap.Status, Created: millis(v.snap.Born),
		Base: baseV5{
			Name: v.Name, Use: v.Use, MultiWrite: v.MultiWrite, Engine: v.Engine, Direction: v.Direction, Mode: v.Mode,
			Net: v.Net, Charging: "on_demand", Enterprise: "0", Description: v.Description, Days: "14",
			Tags: append([]Tag{}, v.Tags...),
		},
		Source: []endpointV5{v.Source.v5(sourceEnd)}, Target: []endpointV5{v.Target.v5(targetEnd)},
		Limits: append([]SpeedLimit{}, v.Limits...), Policy: v.Policy,
		Progress: progressV5{p.Percent, p.Delay, p.Status},
	}
	if v.ExpiredDays != nil {
		d.Base.Days = strconv.Itoa(int(*v.ExpiredDays))
	}
	if !v.Started.IsZero() {
		d.Base.Start = millis(v.Started)
	}
	return d
}

// v5 returns the end of a task in the form of v5. Its kind is cloud for an instance of the cloud.
func (e Endpoint) v5(role string) endpointV5 {
	d := endpointV5{
		DBType: e.DBType, Type: "offline", Role: role,
		Endpoint: endpointV5Base{Name: e.DBType, IP: e.IP, User: e.User, Instance: e.Instance},
	}
	if e.Instance != "" {
		d.Type = "cloud"
	}
	if e.Port != nil {
		d.Endpoint.Port = strconv.Itoa(int(*e.Port))
	}
	return d
}
