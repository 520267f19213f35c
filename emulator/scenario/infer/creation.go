package infer

import (
	"slices"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/trace"
)

// created returns the jobs that a call created.
func created(c Call) []string {
	if c.Response.Status == 0 || c.Response.Status >= 300 || c.Request.Method == "GET" || c.Request.Body.State != trace.Whole {
		return nil
	}
	body := gjson.ParseBytes(c.Response.Body.Bytes)
	switch {
	case c.API == "evs" || c.API == "sdrs":
		if id := body.Get("job_id"); id.Type == gjson.String && !body.Get("status").Exists() {
			return []string{id.Str}
		}
		return createdVolume(c, body)
	case c.API == "element":
		if handle := body.Get("result.asyncHandle"); handle.Type == gjson.Number {
			return []string{handle.Raw}
		}
	case c.Op == "batch-creation":
		var ids []string
		for _, item := range append(body.Get("results").Array(), body.Get("jobs").Array()...) {
			if id := item.Get("id").String(); id != "" && item.Get("error_code").String() == "" {
				ids = append(ids, id)
			}
		}
		return ids
	}
	return nil
}

// part is the life of one job from a call that put it on a timeline.
type part struct {
	call     int // the index of the call
	segments []segment
	windows  []window
}

// creations makes the rules of the calls that created jobs or moved them.
func (d *Draft) creations(calls []Call, all []*history, moved []part) {
	parts := moved
	for _, h := range all {
		if h.created < 0 || len(h.sights) == 0 {
			continue
		}
		start := startOf(calls[h.created], h.sights[0].began)
		segments := fold(begun(leaves(h.sights), start))
		parts = append(parts, part{h.created, segments, windows(start, segments)})
	}
	var names []string
	byCall := map[string][]part{}
	slices.SortStableFunc(parts, func(a, b part) int { return a.call - b.call })
	for _, p := range parts {
		name := calls[p.call].API + "." + calls[p.call].Op
		if byCall[name] == nil {
			names = append(names, name)
		}
		if n := len(byCall[name]); n > 0 && byCall[name][n-1].call == p.call {
			continue // one call, several jobs: they share the timeline of the first
		}
		byCall[name] = append(byCall[name], p)
	}
	for _, name := range names {
		d.Rules = append(d.Rules, creationRules(name, byCall[name], calls)...)
	}
}

// startOf returns when the job of a call began: as the server says, if that is during the call, else when the request was sent.
func startOf(c Call, began time.Time) time.Time {
	if began.Before(c.At) || began.After(c.At.Add(c.Took)) {
		return c.At
	}
	return began
}

// leaves returns the sights of the sub-jobs in place of those of a parent, since a timeline for a call that creates several disks is
// that of each disk.
func leaves(list []sight) []sight {
	first := ""
	for _, s := range list {
		if len(s.children) > 0 {
			first = s.children[0].id
			for _, child := range s.children {
				if child.failed {
					first = child.id
				}
			}
		}
	}
	if first == "" || !derived(list) {
		return list
	}
	var all []sight
	for _, s := range list {
		for _, child := range s.children {
			if child.id == first {
				all = append(all, child)
			}
		}
	}
	return all
}

// creationRules makes the rules of the calls of one operation: one if a single timeline fits them all, else one for each, and one
// with ranges for those that follow.
func creationRules(name string, parts []part, calls []Call) []Rule {
	all := make([][]window, len(parts))
	for i, p := range parts {
		all[i] = p.windows
	}
	if alike(parts) == len(parts) {
		if found, ok := lengths(all...); ok {
			return []Rule{{Call: name, Start: steps(parts[0].segments, found)}}
		}
	}
	var rules []Rule
	for _, p := range parts {
		if found, ok := lengths(p.windows); ok {
			rules = append(rules, Rule{Call: name, Nth: []int{ordinal(calls, p.call)}, Start: steps(p.segments, found)})
		}
	}
	if further, ok := general(parts); ok {
		rules = append(rules, Rule{Call: name, Start: further})
	}
	return rules
}

// alike returns how many jobs went through the same steps as the first.
func alike(parts []part) int {
	n := 0
	for _, p := range parts {
		if sameStatuses(p.segments, parts[0].segments) {
			n++
		}
	}
	return n
}

// general returns the timeline of most jobs, with ranges of the durations that were seen. It reports false if no two were alike.
func general(parts []part) ([]Step, bool) {
	best := 0
	for i := range parts {
		if alike(parts[i:]) > alike(parts[best:]) {
			best = i
		}
	}
	var ranges []Span
	seen := 0
	for _, p := range parts[best:] {
		found, ok := lengths(p.windows)
		if !ok || !sameStatuses(p.segments, parts[best].segments) {
			continue
		}
		seen++
		for i, length := range found {
			if i == len(ranges) {
				ranges = append(ranges, Span{length, length})
			}
			ranges[i] = Span{min(ranges[i].Min, length), max(ranges[i].Max, length)}
		}
	}
	further := steps(parts[best].segments, make([]time.Duration, len(ranges)))
	for i := range ranges {
		further[i].For = ranges[i]
	}
	return further, seen > 1
}

// ordinal returns the how-manieth call of its operation a call is, from 1.
func ordinal(calls []Call, index int) int {
	n := 0
	for _, c := range calls[:index+1] {
		if c.API == calls[index].API && c.Op == calls[index].Op {
			n++
		}
	}
	return n
}

// moves splits the histories of DRS tasks at the calls that put them on another timeline, and returns the parts behind the calls.
func (d *Draft) moves(calls []Call, all []*history) []part {
	var parts []part
	for i, c := range slices.Backward(calls) {
		if c.API != "drs" || c.Response.Status >= 300 || c.Op == "batch-creation" || strings.HasPrefix(c.Op, "batch-status") {
			continue
		}
		for _, id := range movedBy(c) {
			for _, h := range all {
				if h.api != "drs" || h.id != id {
					continue
				}
				after := slices.IndexFunc(h.sights, func(s sight) bool { return s.at.After(c.At) })
				if after < 0 {
					continue
				}
				segments := fold(h.sights[after:])
				if len(segments) > 0 && (len(segments) > 1 || after == 0 || h.sights[after-1].status != segments[0].Status) {
					parts = append(parts, part{i, segments, windows(c.At, segments)})
				}
				h.sights = h.sights[:after]
			}
		}
	}
	return parts
}

// movers are the calls of DRS that put a task on another timeline.
var movers = []string{"batch-starting", "batch-pause-task", "batch-retry-task", "batch-switchover", "batch-jobs"}

// movedBy returns the tasks that a call moved: those of its request that the response does not refuse.
func movedBy(c Call) []string {
	if !slices.Contains(movers, c.Op) {
		return nil
	}
	refused := map[string]bool{}
	for _, item := range gjson.GetBytes(c.Response.Body.Bytes, "results").Array() {
		if item.Get("status").String() == "failed" || item.Get("error_code").String() != "" {
			refused[item.Get("id").String()] = true
		}
	}
	var ids []string
	for _, item := range gjson.GetBytes(c.Request.Body.Bytes, "jobs").Array() {
		for _, id := range [...]string{item.String(), item.Get("job_id").String(), item.Get("id").String()} {
			if id != "" && !item.IsObject() || id != "" && item.IsObject() && id != item.String() {
				if !refused[id] {
					ids = append(ids, id)
				}
				break
			}
		}
	}
	return ids
}
