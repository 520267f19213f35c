package drs

import (
	"encoding/json"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// updateV5Request is a request to change a task. What it changes follows from its params; type names one of them.
type updateV5Request struct {
	Type   string `json:"type"`
	Params struct {
		Base *struct {
			Name        *string  `json:"name"`
			Description *string  `json:"description"`
			ExpiredDays *otc.Int `json:"expired_days"`
		} `json:"base_info"`
		Limits  *[]SpeedLimit    `json:"speed_limit"`
		Policy  *Policy          `json:"policy_config"`
		Objects *objectSelection `json:"db_object"`
	} `json:"params"`
}

// updateV5 handles PUT …/jobs/{id}: name, description, days, limits, policies and objects of a task. Notifications,
// databases and nodes are accepted and ignored.
func updateV5() http.Handler {
	decode := func(c *wire.Call) (q updateV5Request, err error) {
		body, err := members(c)
		if err != nil {
			return q, err
		}
		if !body["job"].IsObject() {
			return q, table.Error("DRS.M00201", "job")
		}
		if err := json.Unmarshal([]byte(body["job"].Raw), &q); err != nil {
			return q, err
		}
		return q, q.check()
	}
	return one(v5Update, decode, func(v *taskContext, q updateV5Request) error {
		if v.stopped() {
			return errStatus()
		}
		if b := q.Params.Base; b != nil {
			ch := change{Name: b.Name, Description: b.Description}
			if v.nameTaken(ch) {
				return table.Error("DRS.M00277")
			}
			ch.apply(&v.Attributes)
			if b.ExpiredDays != nil {
				v.ExpiredDays = b.ExpiredDays
			}
		}
		set(&v.Limits, q.Params.Limits)
		set(&v.Policy, q.Params.Policy)
		if o := q.Params.Objects; o != nil {
			v.Scope, v.Objects, v.Edited = o.Scope, o.list(), !v.in(configuration)
		}
		v.save()
		return nil
	})
}

// check returns an error if the request is malformed. The types are those of huaweicloud-sdk-go-v3.
func (q updateV5Request) check() error {
	switch q.Type {
	case "name", "description", "all", "network", "policy", "db_object", "precheck", "re_create", "expired_days", "notify":
	case "":
		return table.Error("DRS.M00201", "type")
	default:
		return table.Error("DRS.M00202", "type")
	}
	if b := q.Params.Base; b != nil {
		if b.ExpiredDays != nil && (*b.ExpiredDays < 14 || *b.ExpiredDays > 100) {
			return table.Error("DRS.M00202", "expired_days")
		}
		return change{Name: b.Name, Description: b.Description}.check()
	}
	if q.Params.Limits != nil {
		return limits{Limits: q.Params.Limits}.check()
	}
	if o := q.Params.Objects; o != nil && o.Scope != "database" && o.Scope != "table" {
		return table.Error("DRS.M00202", "object_scope")
	}
	return nil
}

// listTagsV5 handles GET …/jobs/{type}/{id}/tags.
func listTagsV5() http.Handler {
	return taskV5(v5ListTags, func(v *taskContext) any { return map[string]any{"tags": append([]Tag{}, v.Tags...)} })
}

// tagActionV5 handles POST …/jobs/{type}/{id}/tags/action, which adds or removes tags. Its response has no body.
func tagActionV5() http.Handler {
	type request struct {
		Action string `json:"action"`
		Tags   []Tag  `json:"tags"`
	}
	decode := func(c *wire.Call) (q request, err error) {
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		switch {
		case q.Action != "create" && q.Action != "delete":
			return q, table.Error("DRS.M00202", "action")
		case len(q.Tags) == 0:
			return q, table.Error("DRS.M00201", "tags")
		}
		return q, checkTags(q.Tags)
	}
	do := func(v *taskContext, q request) error {
		tags := withoutTags(v.Tags, q.Tags)
		if q.Action == "create" {
			tags = withTags(v.Tags, q.Tags)
		}
		if len(tags) > maxTags {
			return table.Error("DRS.M00271")
		}
		v.Tags = tags
		v.save()
		return nil
	}
	h := one(v5TagAction, decode, do).(wire.Op[request, result])
	h.Encode = func(w http.ResponseWriter, _ *wire.Call, _ result) { w.WriteHeader(http.StatusNoContent) }
	return h
}
