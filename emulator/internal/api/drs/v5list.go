package drs

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// listedV5 is an item of the v5 task list, with the member names of huaweicloud-sdk-go-v3.
type listedV5 struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	Status       string     `json:"status"`
	Description  string     `json:"description"`
	Created      string     `json:"create_time"`
	Engine       string     `json:"engine_type"`
	Net          string     `json:"net_type"`
	Charging     string     `json:"charging_mode"`
	Billing      bool       `json:"billing_tag"`
	Direction    string     `json:"job_direction"`
	Use          string     `json:"job_type"`
	Mode         string     `json:"task_type"`
	Enterprise   string     `json:"enterprise_project_id"`
	JobMode      string     `json:"job_mode"`
	JobRole      string     `json:"job_mode_role"`
	MultiAZ      bool       `json:"is_multi_az"`
	NodeRole     string     `json:"node_role"`
	NewFramework bool       `json:"node_new_framework"`
	Action       *jobAction `json:"job_action"`
	Children     []listedV5 `json:"children,omitempty"`
}

// listingV5 is a page of the v5 task list, and the number of tasks on all pages.
type listingV5 struct {
	Total int        `json:"total_count"`
	Jobs  []listedV5 `json:"jobs"`
}

// searchV5 holds the query arguments of the v5 task list.
type searchV5 struct {
	search
	limit, offset int
	ascending     bool
	key           string
	instances     []string
	ip            string
}

// listV5 handles GET …/jobs. Its pages are of ten tasks; a page after the last one is empty, which is how the Terraform
// provider finds the end.
func listV5() http.Handler {
	return operation(v5List, decodeSearchV5, findV5, writeJSON[listingV5](http.StatusOK))
}

func decodeSearchV5(c *wire.Call) (searchV5, error) {
	q := c.URL.Query()
	s := searchV5{
		search: search{use: q.Get("job_type"), engine: q.Get("engine_type"), net: q.Get("net_type"), status: q.Get("status")},
		limit:  10, ascending: q.Get("sort_dir") == "asc", key: q.Get("sort_key"), instances: q["instance_ids"],
		ip: q.Get("instance_ip"),
	}
	s.names = strings.FieldsFunc(q.Get("name"), func(r rune) bool { return r == ',' })
	switch {
	case s.use == "":
		return s, table.Error("DRS.M00201", "job_type")
	case !slices.Contains([]string{migration, synchronization, disasterRecovery}, s.use):
		return s, table.Error("DRS.M00202", "job_type")
	}
	for name, to := range map[string]*int{"limit": &s.limit, "offset": &s.offset} {
		if text := q.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 || name == "limit" && (n < 1 || n > 1000) {
				return s, table.Error("DRS.M00202", name)
			}
			*to = n
		}
	}
	return s, nil
}

func findV5(c *wire.Call, s searchV5) (listingV5, error) {
	found := []*taskContext{}
	out := listingV5{Jobs: []listedV5{}}
	err := c.Do(func(tx *world.Tx) error {
		for _, snap := range slices.Backward(visibleTasks(tx, c)) {
			v := &taskContext{taskOf(tx, snap), tx, c, snap}
			if v.Parent == "" && s.matches(v) && s.matchesEnds(v) {
				found = append(found, v)
			}
		}
		s.sort(found)
		out.Total = len(found)
		found = found[min(s.offset, len(found)):]
		for _, v := range found[:min(s.limit, len(found))] {
			out.Jobs = append(out.Jobs, v.listedV5())
		}
		c.SetPage(wire.Page{Offset: s.offset, Limit: s.limit, Shown: len(out.Jobs), Total: out.Total, More: s.offset+len(out.Jobs) < out.Total})
		return nil
	})
	return out, err
}

// visibleTasks returns the tasks that the call's project can see, oldest first.
func visibleTasks(tx *world.Tx, c *wire.Call) []job.Snapshot {
	return slices.DeleteFunc(tx.Jobs(name), func(s job.Snapshot) bool { return !otc.Mine(c, s.Project) })
}

// matchesEnds reports whether one end of the task is one of the instances and has the address of the search.
func (s searchV5) matchesEnds(v *taskContext) bool {
	ends := []Endpoint{v.Source, v.Target}
	is := func(e Endpoint) bool {
		return (len(s.instances) == 0 || slices.Contains(s.instances, e.Instance)) && (s.ip == "" || strings.Contains(e.IP, s.ip))
	}
	return slices.ContainsFunc(ends, is)
}

// sort sorts tasks, which come newest first.
func (s searchV5) sort(found []*taskContext) {
	switch s.key {
	case "name":
		slices.SortStableFunc(found, func(a, b *taskContext) int { return cmp.Compare(b.Name, a.Name) })
	case "status":
		slices.SortStableFunc(found, func(a, b *taskContext) int { return cmp.Compare(b.snap.Status, a.snap.Status) })
	}
	if s.ascending {
		slices.Reverse(found)
	}
}

func (v *taskContext) listedV5() listedV5 {
	l := listedV5{
		ID: v.snap.ID, Name: v.Name, Status: v.snap.Status, Description: v.Description, Created: millis(v.snap.Born),
		Engine: v.Engine, Net: v.Net, Charging: "on_demand", Direction: v.Direction, Use: v.Use, Mode: v.Mode,
		Enterprise: "0", JobMode: "single", MultiAZ: v.MasterAZ != "", Action: v.jobAction(),
	}
	switch {
	case v.Role == edited:
		l.JobMode, l.JobRole = "sync_child", "child"
	case v.Parent != "":
		l.JobRole = "child"
	case len(v.Children) > 0:
		l.JobRole = "parent"
	}
	for _, child := range v.related(v.snap.ID) {
		l.Children = append(l.Children, child.listedV5())
	}
	return l
}
