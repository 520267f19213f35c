package drs

import (
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// query holds the ids on the requested page of batch-status or batch-detail, and the number of ids in the request.
type query struct {
	shown []string
	total int
}

// names returns the references of the tasks on the page.
func (q query) names() []job.Ref {
	refs := make([]job.Ref, len(q.shown))
	for i, id := range q.shown {
		refs[i] = refOf(id)
	}
	return refs
}

// decodeQuery decodes a query with pages (drs_api_0150). Pages divide the request's list of ids, not the tasks that
// exist. Unknown members are ignored: "pageReq", as drs_03_0122 spells it, selects the first five.
func decodeQuery(c *wire.Call) (query, error) {
	var jobs, paging gjson.Result
	err := eachMember(c, func(name string, value gjson.Result) {
		switch name {
		case "jobs":
			jobs = value
		case "page_req":
			paging = value
		default:
			c.Ignored(name)
		}
	})
	if err != nil {
		return query{}, err
	}
	ids, err := readIDs(c, jobs)
	if err != nil {
		return query{}, err
	}
	if c.Setting(maxJobs) == "10" && len(ids) > 10 {
		return query{}, table.Error("DRS.M00300", "a maximum of 10 tasks can be queried at a time.")
	}
	p, err := readPage(c, paging)
	if err != nil {
		return query{}, err
	}
	from, to, err := p.checkedBounds(c, len(ids))
	c.SetPage(wire.Page{Offset: from, Limit: p.per, Shown: to - from, Total: len(ids), More: to < len(ids)})
	return query{ids[from:to], len(ids)}, err
}

// decodeIDs decodes a query without pages.
func decodeIDs(c *wire.Call) ([]string, error) {
	body, err := members(c)
	if err != nil {
		return nil, err
	}
	return readIDs(c, body["jobs"])
}

// members returns the members of the call's body; see eachMember.
func members(c *wire.Call) (map[string]gjson.Result, error) {
	found := map[string]gjson.Result{}
	return found, eachMember(c, func(name string, value gjson.Result) { found[name] = value })
}

// eachMember calls found for each member of the call's body, an object, in order. Names are compared exactly, and of
// two members with one name the last counts [inferred]. It returns the errors of wire.Call.ReadJSON.
func eachMember(c *wire.Call, found func(name string, value gjson.Result)) error {
	body, err := c.SoundBody()
	if err != nil {
		return err
	}
	root := gjson.ParseBytes(body)
	if !root.IsObject() {
		return wire.WrongType("", "an object")
	}
	root.ForEach(func(key, value gjson.Result) bool {
		found(key.String(), value)
		return true
	})
	return nil
}

// readIDs decodes a list of ids, which must not be empty.
func readIDs(c *wire.Call, list gjson.Result) (ids []string, err error) {
	if list.Type == gjson.Null {
		return nil, table.Error("DRS.M00201", "jobs")
	}
	if !list.IsArray() {
		return nil, wire.WrongType("jobs", "an array")
	}
	check := c.Setting(idCheck)
	ids = make([]string, 0, min(strings.Count(list.Raw, ",")+1, maxPer))
	list.ForEach(func(_, value gjson.Result) bool {
		var id string
		if id, err = readID(check, value); err == nil {
			ids = append(ids, id)
		}
		return err == nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(ids) == 0:
		return nil, table.Error("DRS.M00201", "jobs")
	}
	return unique(c, ids)
}

func readID(check string, value gjson.Result) (string, error) {
	switch {
	case value.Type == gjson.Null, value.Type == gjson.String && value.Str == "":
		return "", table.Error("DRS.M00201", "jobId")
	case value.Type != gjson.String, !validID(check, value.Str):
		return "", table.Error("DRS.M00202", "jobId")
	}
	return value.Str, nil
}

// repeats reports whether an id occurs twice. Few ids are faster to compare than to sort.
func repeats(ids []string) bool {
	if len(ids) > 20 {
		sorted := slices.Clone(ids)
		slices.Sort(sorted)
		return len(slices.Compact(sorted)) < len(ids)
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return true
		}
	}
	return false
}

// unique applies the setting drs.duplicates to ids that occur twice in a request.
func unique(c *wire.Call, ids []string) ([]string, error) {
	treatment := c.Setting(duplicates)
	if treatment == "repeat" {
		return ids, nil
	}
	if !repeats(ids) {
		return ids, nil
	}
	if treatment == "reject" {
		return nil, table.Error("DRS.M00301", "jobs")
	}
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(ids, func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	}), nil
}
