package drs

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// search holds the filters and the page of a request for the task list.
type search struct {
	page
	use, engine, net, status string // empty for any value
	names                    []string
}

// listed is an item of the task list.
type listed struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	Status       string     `json:"status"`
	Description  string     `json:"description"`
	Created      string     `json:"create_time"` // a date, not milliseconds as in all other calls
	Message      string     `json:"error_msg,omitempty"`
	Engine       string     `json:"engine_type"`
	Net          string     `json:"net_type"`
	Billing      bool       `json:"billing_tag"`
	Direction    string     `json:"job_direction"`
	Use          string     `json:"db_use_type"`
	Mode         string     `json:"task_type"`
	NewFramework bool       `json:"node_newFramework"`
	Action       *jobAction `json:"job_action,omitempty"`
	Children     []listed   `json:"children,omitempty"` // its subtasks
}

// listing is a page of the task list, and the number of tasks on all pages.
type listing struct {
	Jobs  []listed `json:"jobs"`
	Total int      `json:"total_record"`
}

// list returns the tasks that match, newest first (drs_03_0138). A page after the last one is empty, unlike in queries
// by id [inferred]. It does not count as a poll.
func list() http.Handler {
	return operation("list", decodeSearch, find, func(w http.ResponseWriter, _ *wire.Call, l listing) {
		wire.JSON(w, http.StatusOK, l)
	})
}

// decodeSearch decodes a search. The default page is of ten tasks, and an empty member is ignored: so it is in the
// document's example, and the providers find a task by its id alone, although the document makes db_use_type mandatory
// and gives engine_type a default.
func decodeSearch(c *wire.Call) (search, error) {
	s := search{page: page{cur: 1, per: 10}}
	m, err := members(c)
	if err != nil {
		return s, err
	}
	var called string
	good := number(m["cur_page"], &s.cur) && number(m["per_page"], &s.per) &&
		text(m["db_use_type"], &s.use) && text(m["engine_type"], &s.engine) && text(m["net_type"], &s.net) &&
		text(m["status"], &s.status) && text(m["name"], &called)
	if !good {
		return s, wire.Because(wire.ErrMalformed, "cur_page and per_page must be whole numbers, and the other members texts")
	}
	s.names = strings.FieldsFunc(called, func(r rune) bool { return r == ',' })
	if s.cur < 0 {
		return s, table.Error("DRS.M00210", "cur_page starts from 0.")
	}
	if s.per < 0 || s.per > maxPer {
		return s, table.Error("DRS.M00210", "per_page ranges from 0 to 100.")
	}
	return s, nil
}

// text decodes a string; null leaves the default. It reports false for any other type.
func text(v gjson.Result, to *string) bool {
	if v.Type == gjson.Null {
		return true
	}
	*to = v.Str
	return v.Type == gjson.String
}

func find(c *wire.Call, s search) (listing, error) {
	var all []listed
	err := c.Do(func(tx *world.Tx) error {
		for _, snap := range slices.Backward(tx.Jobs(name)) {
			if !otc.Mine(c, snap.Project) {
				continue
			}
			v := &taskContext{taskOf(tx, snap), tx, c, snap}
			if s.matches(v) && (v.Parent == "" || slices.Contains(s.names, snap.ID)) { // subtasks are listed in their parent
				all = append(all, v.listed())
			}
		}
		return nil
	})
	from, to := s.bounds(len(all))
	c.SetPage(wire.Page{Offset: from, Limit: s.per, Shown: to - from, Total: len(all), More: to < len(all)})
	return listing{append([]listed{}, all[from:to]...), len(all)}, err
}

// matches reports whether a task passes all filters. The name filter is a part of the task's name, or its id.
func (s search) matches(v *taskContext) bool {
	for _, f := range [][2]string{{s.use, v.Use}, {s.engine, v.Engine}, {s.net, v.Net}, {s.status, v.snap.Status}} {
		if f[0] != "" && f[0] != f[1] {
			return false
		}
	}
	return len(s.names) == 0 || slices.ContainsFunc(s.names, func(called string) bool {
		return called == v.snap.ID || strings.Contains(v.Name, called)
	})
}

func (v *taskContext) listed() listed {
	l := listed{
		ID: v.snap.ID, Name: v.Name, Status: v.snap.Status, Description: v.Description,
		Created: wallTime(v.snap.Born), Engine: v.Engine, Net: v.Net,
		Direction: v.Direction, Use: v.Use, Mode: v.Mode,
	}
	if v.snap.Phase == job.Failed {
		l.Message = statusOf(&v.snap).Message
	}
	if v.call.Setting(jobActions) == "show" {
		l.Action = v.jobAction()
	}
	for _, child := range v.related(v.snap.ID) {
		l.Children = append(l.Children, child.listed())
	}
	return l
}

// jobAction lists the actions that are allowed now, and the one in progress.
type jobAction struct {
	Available   []string `json:"available_actions"`
	Unavailable []string `json:"unavailable_actions"`
	Current     string   `json:"current_action,omitempty"`
}

// switchOver is the action whose progress appears nowhere else.
const switchOver = "SWITCH_OVER"

// jobAction has the action names of Huawei Cloud's reference (drs_03_0195), as far as their calls are emulated.
func (v *taskContext) jobAction() *jobAction {
	a := &jobAction{Available: []string{}, Unavailable: []string{}}
	for _, command := range []struct{ name, signal string }{
		{"START", startSignal},
		{"PAUSE", pauseSignal},
		{"RETRY", retrySignal},
		{switchOver, switchSignal},
		{"FREE_RESOURCE", stopSignal},
		{"DELETE", deleteSignal},
	} {
		if v.may(command.signal) && (command.name != switchOver || v.Use == disasterRecovery) {
			a.Available = append(a.Available, command.name)
		} else {
			a.Unavailable = append(a.Unavailable, command.name)
		}
	}
	if v.switching() {
		a.Current = switchOver
	}
	return a
}
