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

// action describes one action on a protection group.
type action struct {
	call        string   // name of the operation
	member      string   // member of the request body that selects it
	kind        string   // type of the job
	from        []string // statuses in which it is allowed
	live        string
	done        string
	failed      string
	wrongStatus string // code of the error in any other status
	noPairs     string // code of the error if the group has no replication pairs; empty if it needs none
	switches    bool   // reports whether production moves to the other site
}

// actions are those of sdrs_05_0406 to sdrs_05_0410. Which error a group without pairs gets is [inferred]; that it is a
// 400 is observed (terraform-provider-opentelekomcloud issue 2775).
var actions = []action{
	{
		call: "startProtectionGroup", member: "start-server-group", kind: "startProtectionGroupNoCG",
		from: []string{available, "error-starting"}, live: "starting", done: protected, failed: "error-starting",
		wrongStatus: "SDRS.1020", noPairs: "SDRS.1027",
	},
	{
		call: "startProtectionGroup", member: "start-server-group", kind: "reprotectProtectionGroupNoCG",
		from: []string{failedOver, "error-reprotecting"}, live: "reprotecting", done: protected,
		failed: "error-reprotecting", wrongStatus: "SDRS.1021",
	},
	{
		call: "stopProtectionGroup", member: "stop-server-group", kind: "stopProtectionGroupNoCG",
		from: []string{protected, "error-stopping"}, live: "stopping", done: available, failed: "error-stopping",
		wrongStatus: "SDRS.1019",
	},
	{
		call: "failoverProtectionGroup", member: "failover-server-group", kind: "failoverProtectionGroupNoCG",
		from: []string{protected, "error-failing-over", "error-reversing"}, live: "failing-over", done: failedOver,
		failed: "error-failing-over", wrongStatus: "SDRS.1022", noPairs: "SDRS.1030", switches: true,
	},
	{
		call: "reverseProtectionGroup", member: reverseMember, kind: "reverseProtectionGroupNoCG",
		from: []string{protected, "error-reversing"}, live: "reversing", done: protected, failed: "error-reversing",
		wrongStatus: "SDRS.1023", noPairs: "SDRS.1029", switches: true,
	},
}

// reverseMember selects a planned failover.
const reverseMember = "reverse-server-group"

// noAction is the name of the operation for a body without a known action.
const noAction = "actOnProtectionGroup"

// actOnGroup handles POST …/server-groups/{id}/action. The member in the body selects the action, and with it the
// operation's name.
func actOnGroup() http.Handler {
	ops := map[string]http.Handler{}
	for _, a := range actions {
		ops[a.member] = groupAction(a.call, a.member)
	}
	unknown := groupAction(noAction, "")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		members, _ := otc.Members(wire.CallOf(w)) // the operation itself reports a malformed body
		for _, a := range actions {
			if _, ok := members[a.member]; ok {
				ops[a.member].ServeHTTP(w, r)
				return
			}
		}
		unknown.ServeHTTP(w, r)
	})
}

// actionRequest is the request for an action.
type actionRequest struct {
	id, member string
	Station    *string `json:"priority_station"`
}

// groupAction returns the operation that one member of the body selects.
func groupAction(call, member string) http.Handler {
	decode := func(c *wire.Call) (actionRequest, error) {
		q := actionRequest{id: otc.Var(c, "id"), member: member}
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
func act(c *wire.Call, tx *world.Tx, q actionRequest) (otc.Started, error) {
	t, g, err := find[group](c, tx, groups, q.id)
	if err != nil {
		return otc.Started{}, err
	}
	a, err := actionFor(q.member, t.Status)
	if err != nil {
		return otc.Started{}, err
	}
	replicated, protects := usable(pairs.inGroup(tx, t.ID)), usable(instances.inGroup(tx, t.ID))
	err = firstError(
		check(a.noPairs == "" || len(replicated) > 0, a.noPairs),
		check(a.member != reverseMember || q.reverses(g.station), "SDRS.0216"),
		check(!slices.ContainsFunc(replicated, busy), "SDRS.1601"),
		check(!slices.ContainsFunc(protects, busy), "SDRS.1328"))
	if err != nil {
		return otc.Started{}, err
	}
	change := world.Effect{Live: a.live, Done: a.done, Failed: a.failed}
	if a.switches {
		change.Alter = alterCommon(switchStation)
	}
	effects := []effect{{t.Name, change}}
	for _, member := range slices.Concat(replicated, protects) {
		effects = append(effects, effect{member.Name, change})
	}
	return begin(c, tx, a.spec(c, t.ID, len(replicated)), effects...)
}

// usable returns the members of a group on which an action has an effect: those whose creation and deletion have not
// failed.
func usable(members []world.Resource) []world.Resource {
	return slices.DeleteFunc(members, func(t world.Resource) bool { return t.Status == statusError || t.Status == "error-deleting" })
}

// reverses reports whether the request names the station that production does not run at: priority_station is the
// direction of a planned failover (sdrs_05_0409). The page's example has "source", which is the way back. The error for
// the other direction is [inferred].
func (q actionRequest) reverses(current string) bool {
	if q.Station == nil || *q.Station == current {
		return false
	}
	return *q.Station == atSource || *q.Station == atTarget
}

// actionFor returns the action of a member that is allowed in the status. If none is, it returns the error of the
// member's first action.
func actionFor(member, status string) (action, error) {
	wrong := ""
	for _, a := range actions {
		if a.member != member {
			continue
		}
		if slices.Contains(a.from, status) {
			return a, nil
		}
		if wrong == "" {
			wrong = a.wrongStatus
		}
	}
	return action{}, table.Error(wrong)
}

// spec returns the job of an action. It has a sub-job for each pair and no entities beside them, as in the example of
// sdrs_05_0101. The parent has a timeline of its own because it outlasts its sub-jobs in that example; a scenario's
// timeline replaces the parent's.
func (a action) spec(c *wire.Call, id string, pairs int) job.Spec {
	label := map[string]any{groups.label: id}
	s := otc.Spec(c, a.kind, nil, actionSteps)
	s.Attributes = otc.Attributes{Of: id}
	if pairs == 0 {
		s.Attributes = otc.Attributes{Entities: label}
	}
	kind := strings.Replace(a.kind, "GroupNoCG", "GroupRepNoCG", 1)
	for n := range pairs {
		starts := 1085*time.Millisecond + time.Duration(n)*7*time.Millisecond
		s.Children = append(s.Children, otc.Child(otc.Spec(c, kind, label, subJobSteps), starts))
	}
	return s
}
