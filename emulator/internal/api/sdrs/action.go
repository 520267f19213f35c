package sdrs

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// action is one of the things that a protection group can be told to do.
type action struct {
	call   string   // its name among the calls
	member string   // the member of the request's body that asks for it
	kind   string   // type of the job
	from   []string // the statuses that it is allowed in
	live   string
	done   string
	failed string
	wrong  string // the refusal in any other status
	empty  string // the refusal of a group without replication pairs; empty if there need be none
	turns  bool   // production moves to the other site
}

// actions are those of sdrs_05_0406, sdrs_05_0408 and the pages beside them. Which error a group without pairs gets is inferred; that it is a 400 is
// observed (terraform-provider-opentelekomcloud issue 2775).
var actions = []action{
	{
		call: "startProtectionGroup", member: "start-server-group", kind: "startProtectionGroupNoCG",
		from: []string{available, "error-starting"}, live: "starting", done: protected, failed: "error-starting",
		wrong: "SDRS.1020", empty: "SDRS.1027",
	},
	{
		call: "startProtectionGroup", member: "start-server-group", kind: "reprotectProtectionGroupNoCG",
		from: []string{failedOver, "error-reprotecting"}, live: "reprotecting", done: protected,
		failed: "error-reprotecting", wrong: "SDRS.1021", empty: "SDRS.1032",
	},
	{
		call: "stopProtectionGroup", member: "stop-server-group", kind: "stopProtectionGroupNoCG",
		from: []string{protected, "error-stopping"}, live: "stopping", done: available, failed: "error-stopping",
		wrong: "SDRS.1019",
	},
	{
		call: "failoverProtectionGroup", member: "failover-server-group", kind: "failoverProtectionGroupNoCG",
		from: []string{protected, "error-failing-over", "error-reversing"}, live: "failing-over", done: failedOver,
		failed: "error-failing-over", wrong: "SDRS.1022", empty: "SDRS.1030", turns: true,
	},
	{
		call: "reverseProtectionGroup", member: "reverse-server-group", kind: "reverseProtectionGroupNoCG",
		from: []string{protected, "error-reversing"}, live: "reversing", done: protected, failed: "error-reversing",
		wrong: "SDRS.1023", empty: "SDRS.1029", turns: true,
	},
}

// noAction is the name of a call that asks for nothing known, so that it has one.
const noAction = "actOnProtectionGroup"

// actOnGroup is POST …/server-groups/{id}/action. The body names the action, and so the call.
func actOnGroup() http.Handler {
	ops := map[string]http.Handler{}
	for _, a := range actions {
		ops[a.member] = groupAction(a.call, a.member)
	}
	unknown := groupAction(noAction, "")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all, _ := otc.Members(wire.CallOf(w)) // what is wrong with the body the operation says itself
		for _, a := range actions {
			if _, ok := all[a.member]; ok {
				ops[a.member].ServeHTTP(w, r)
				return
			}
		}
		unknown.ServeHTTP(w, r)
	})
}

// acting is the question of an action.
type acting struct {
	id, member string
	Station    *string `json:"priority_station"`
}

// groupAction is the operation behind one member of the body.
func groupAction(call, member string) http.Handler {
	decode := func(c *wire.Call) (acting, error) {
		q := acting{id: otc.Var(c, "id"), member: member}
		all, err := otc.Members(c)
		if err != nil {
			return q, err
		}
		if _, ok := all[member]; !ok {
			return q, table.Error("SDRS.0206")
		}
		_, err = otc.Member(c, member, &q)
		return q, err
	}
	return otc.Op(call, http.StatusOK, fail, decode, act)
}

// act starts the action that fits the group's status.
func act(c *wire.Call, tx *world.Tx, q acting) (otc.Started, error) {
	t, g, err := find[group](c, tx, groups, q.id)
	if err != nil {
		return otc.Started{}, err
	}
	a, err := fitting(q.member, t.Status)
	if err != nil {
		return otc.Started{}, err
	}
	in := pairs.within(tx, t.ID)
	switch {
	case a.empty != "" && len(in) == 0:
		return otc.Started{}, table.Error(a.empty)
	case a.member == "reverse-server-group" && (q.Station == nil || *q.Station != atSource && *q.Station != atTarget):
		return otc.Started{}, table.Error("SDRS.0216")
	case a.member == "reverse-server-group" && *q.Station != g.station:
		return otc.Started{}, table.Error("SDRS.1025")
	}
	touch := world.Effect{Live: a.live, Done: a.done, Failed: a.failed}
	if a.turns {
		touch.Alter = alter(turned)
	}
	effects := []effect{{t.Name, touch}}
	for _, member := range slices.Concat(in, instances.within(tx, t.ID)) {
		effects = append(effects, effect{member.Name, touch})
	}
	return begin(c, tx, a.spec(c, t.ID, len(in)), effects...)
}

// fitting is the action of a member that a group in this status can be told. If there is none, the first one's refusal
// is what it is told instead.
func fitting(member, status string) (action, error) {
	wrong := ""
	for _, a := range actions {
		if a.member != member {
			continue
		}
		if slices.Contains(a.from, status) {
			return a, nil
		}
		if wrong == "" {
			wrong = a.wrong
		}
	}
	return action{}, table.Error(wrong)
}

// spec is the job of an action: a sub-job for each pair, as in the example of sdrs_05_0101, whose parent tells nothing
// beside them. The parent has a script of its own, since it outlasts its sub-jobs there; a scenario's script is the
// parent's.
func (a action) spec(c *wire.Call, id string, pairs int) job.Spec {
	label := map[string]any{groups.label: id}
	s := otc.Spec(c, a.kind, nil, actionPace)
	s.Attributes = otc.Attributes{Of: id}
	if pairs == 0 {
		s.Attributes = otc.Attributes{Entities: label}
	}
	kind := strings.Replace(a.kind, "GroupNoCG", "GroupRepNoCG", 1)
	for n := range pairs {
		starts := 1085*time.Millisecond + time.Duration(n)*7*time.Millisecond
		s.Children = append(s.Children, otc.Child(otc.Spec(c, kind, label, childPace), starts))
	}
	return s
}
