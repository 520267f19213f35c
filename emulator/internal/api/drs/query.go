package drs

import (
	"strconv"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// query is what batch-status and batch-detail are asked: ids, and which of them stand on the page.
type query struct {
	shown []string
	total int
}

// decodeQuery reads a paged query (drs_api_0150). The base of the pages is the request's list of ids, not the tasks that are
// there. A member of another name is ignored: so "pageReq", as drs_03_0122 spells it, gives the first five.
func decodeQuery(c *wire.Call) (query, error) {
	body, err := members(c)
	if err != nil {
		return query{}, err
	}
	ids, err := readIDs(c, body["jobs"])
	if err != nil {
		return query{}, err
	}
	if most, err := strconv.Atoi(c.Setting(maxJobs)); err == nil && len(ids) > most {
		return query{}, table.Refuse("DRS.M00300", "a maximum of "+c.Setting(maxJobs)+" tasks can be queried at a time.")
	}
	p, err := readPage(c, body["page_req"])
	if err != nil {
		return query{}, err
	}
	from, to, err := p.cut(c, len(ids))
	return query{ids[from:to], len(ids)}, err
}

// decodeIDs reads a query for some ids without pages.
func decodeIDs(c *wire.Call) ([]string, error) {
	body, err := members(c)
	if err != nil {
		return nil, err
	}
	return readIDs(c, body["jobs"])
}

// members reads the call's body, an object. Names are compared as they stand, and of two members of one name the last counts
// (inferred). It answers what wire.Call.ReadJSON answers.
func members(c *wire.Call) (map[string]gjson.Result, error) {
	body, err := c.Body()
	if err != nil {
		return nil, err
	}
	if err := wire.CheckJSON(body); err != nil {
		return nil, err
	}
	root := gjson.ParseBytes(body)
	if !root.IsObject() {
		return nil, wire.ErrMalformed
	}
	return membersOf(root), nil
}

func membersOf(object gjson.Result) map[string]gjson.Result {
	found := make(map[string]gjson.Result, 2)
	object.ForEach(func(key, value gjson.Result) bool {
		found[key.String()] = value
		return true
	})
	return found
}

// readIDs reads a list of ids, of which there must be one.
func readIDs(c *wire.Call, list gjson.Result) (ids []string, err error) {
	if list.Type == gjson.Null {
		return nil, table.Refuse("DRS.M00201", "jobs")
	}
	if !list.IsArray() {
		return nil, wire.ErrMalformed
	}
	check := c.Setting(idCheck)
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
		return nil, table.Refuse("DRS.M00201", "jobs")
	}
	return unique(c, ids)
}

func readID(check string, value gjson.Result) (string, error) {
	switch {
	case value.Type == gjson.Null, value.Type == gjson.String && value.Str == "":
		return "", table.Refuse("DRS.M00201", "jobId")
	case value.Type != gjson.String, !fits(check, value.Str):
		return "", table.Refuse("DRS.M00202", "jobId")
	}
	return value.Str, nil
}

// unique deals with ids that stand twice in a request.
func unique(c *wire.Call, ids []string) ([]string, error) {
	treatment := c.Setting(duplicates)
	if treatment == "repeat" {
		return ids, nil
	}
	seen := make(map[string]bool, len(ids))
	once := make([]string, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}
	if treatment == "reject" && len(once) < len(ids) {
		return nil, table.Refuse("DRS.M00301", "jobs")
	}
	return once, nil
}
