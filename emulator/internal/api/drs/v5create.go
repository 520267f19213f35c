package drs

import (
	"cmp"
	"encoding/json"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// createV5Request is a request to create one task, with the members that have an effect here.
type createV5Request struct {
	Base struct {
		Name        string   `json:"name"`
		Use         string   `json:"job_type"`
		MultiWrite  bool     `json:"multi_write"`
		Engine      string   `json:"engine_type"`
		Direction   string   `json:"job_direction"`
		Mode        string   `json:"task_type"`
		Net         string   `json:"net_type"`
		Description string   `json:"description"`
		ExpiredDays *otc.Int `json:"expired_days"`
		Tags        []Tag    `json:"tags"`
	} `json:"base_info"`
	Source []endV5  `json:"source_endpoint"`
	Target []endV5  `json:"target_endpoint"`
	Node   *nodesV5 `json:"node_info"`
}

// endV5 is an end of a task in a request.
type endV5 struct {
	DBType   string `json:"db_type"`
	Type     string `json:"endpoint_type"`
	Role     string `json:"endpoint_role"`
	Endpoint *struct {
		Kind     string   `json:"endpoint_name"`
		IP       string   `json:"ip"`
		Port     *otc.Int `json:"db_port"`
		User     string   `json:"db_user"`
		Instance string   `json:"instance_id"`
		Name     string   `json:"instance_name"`
		DBName   string   `json:"db_name"`
	} `json:"endpoint"`
	Cloud struct {
		Region  string `json:"region"`
		Project string `json:"project_id"`
	} `json:"cloud"`
	Config struct {
		ReadOnly bool `json:"is_target_readonly"`
	} `json:"config"`
	SSL struct {
		Link bool `json:"ssl_link"`
	} `json:"ssl"`
	VPC vpcV5 `json:"vpc"`
}

// vpcV5 names a network.
type vpcV5 struct {
	VPC    string `json:"vpc_id"`
	Subnet string `json:"subnet_id"`
}

// nodesV5 describes the node that carries a task out.
type nodesV5 struct {
	Spec struct {
		Type string `json:"node_type"`
	} `json:"spec"`
	VPC vpcV5 `json:"vpc"`
}

// createV5 handles POST …/jobs, which creates one task. huaweicloud-sdk-go-v3 has the members of the request and of the
// response; the success status is that of batch-creation [inferred].
func createV5() http.Handler {
	return operation(v5Create, decodeCreationV5, runCreationV5, writeJSON[created](http.StatusAccepted))
}

func decodeCreationV5(c *wire.Call) (Attributes, error) {
	body, err := members(c)
	if err != nil {
		return Attributes{}, err
	}
	if !body["job"].IsObject() {
		return Attributes{}, table.Error("DRS.M00201", "job")
	}
	var q createV5Request
	if err := json.Unmarshal([]byte(body["job"].Raw), &q); err != nil {
		return Attributes{}, err
	}
	if err := q.check(); err != nil {
		return Attributes{}, err
	}
	attrs := q.attributes()
	checked := attrs
	checked.Subnet = cmp.Or(attrs.Subnet, "none") // optional here, unlike in batch-creation
	return attrs, checked.check()
}

// check returns an error if a member is missing that batch-creation has not or has by another name.
func (q createV5Request) check() error {
	switch {
	case q.Base.Use == "":
		return table.Error("DRS.M00201", "job_type")
	case q.Node == nil:
		return table.Error("DRS.M00201", "node_info")
	}
	for _, side := range []struct {
		name string
		ends []endV5
	}{{"source_endpoint", q.Source}, {"target_endpoint", q.Target}} {
		if len(side.ends) == 0 {
			return table.Error("DRS.M00201", side.name)
		}
		for _, end := range side.ends {
			switch {
			case end.DBType == "":
				return table.Error("DRS.M00201", "db_type")
			case end.Type == "":
				return table.Error("DRS.M00201", "endpoint_type")
			case end.Role == "":
				return table.Error("DRS.M00201", "endpoint_role")
			case end.Endpoint == nil:
				return table.Error("DRS.M00201", "endpoint")
			}
		}
	}
	return nil
}

// attributes returns the attributes of the task. Of several ends on one side the first counts. A task whose node has no
// subnet uses the one of its target.
func (q createV5Request) attributes() Attributes {
	b, target := q.Base, q.Target[0]
	return Attributes{
		Name: b.Name, Description: b.Description, Engine: b.Engine, Use: b.Use, Mode: b.Mode, Direction: b.Direction, Net: b.Net,
		Node: q.Node.Spec.Type, Subnet: cmp.Or(q.Node.VPC.Subnet, target.VPC.Subnet), ReadOnly: target.Config.ReadOnly,
		MultiWrite: b.MultiWrite, Source: q.Source[0].v3(), Target: target.v3(), Tags: b.Tags, ExpiredDays: b.ExpiredDays,
	}
}

// v3 returns the end in the form of batch-creation.
func (e endV5) v3() Endpoint {
	return Endpoint{
		IP: e.Endpoint.IP, Region: e.Cloud.Region, DBType: e.DBType, DBName: e.Endpoint.DBName, Port: e.Endpoint.Port, SSL: e.SSL.Link,
		Instance: e.Endpoint.Instance, Project: e.Cloud.Project, Name: e.Endpoint.Name, User: e.Endpoint.User,
		VPC: e.VPC.VPC, Subnet: e.VPC.Subnet,
	}
}

func runCreationV5(c *wire.Call, attrs Attributes) (out created, err error) {
	err = c.Do(func(tx *world.Tx) error {
		if err := checkNames(tx, c, []Attributes{attrs}); err != nil {
			return err
		}
		out, err = begin(c, tx, attrs)
		return err
	})
	return out, err
}

// validName is the response of a validation of a name.
type validName struct {
	Valid   bool   `json:"is_valid"`
	Code    string `json:"error_code,omitempty"`
	Message string `json:"error_msg,omitempty"`
}

// nameV5 handles POST …/jobs/name-validation, which reports whether a new task may have a name. A name that it may not have
// is no error of the request [inferred].
func nameV5() http.Handler {
	type request struct {
		Name *string `json:"name"`
		Type string  `json:"type"`
	}
	decode := func(c *wire.Call) (q request, err error) {
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		switch {
		case q.Name == nil:
			return q, table.Error("DRS.M00201", "name")
		case q.Type != "trans" && q.Type != "subscription" && q.Type != "offline":
			return q, table.Error("DRS.M00202", "type")
		}
		return q, nil
	}
	do := func(c *wire.Call, q request) (out validName, err error) {
		var refused error
		err = c.Do(func(tx *world.Tx) error {
			if !taskName.MatchString(*q.Name) {
				refused = table.Error("DRS.M00202", "name")
				return nil
			}
			refused = checkNames(tx, c, []Attributes{{Name: *q.Name}})
			return nil
		})
		if err != nil || refused == nil {
			return validName{Valid: err == nil}, err
		}
		o, err := outcomeOf("", refused)
		return validName{Code: o.Code, Message: o.Message}, err
	}
	return operation(v5Name, decode, do, writeJSON[validName](http.StatusOK))
}
