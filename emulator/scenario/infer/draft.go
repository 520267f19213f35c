package infer

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Draft is a scenario that can still be corrected.
type Draft struct {
	Description string
	Settings    []Field
	Resources   []Resource
	Jobs        []Job
	Rules       []Rule // those with a start; the order does not matter
	Failures    []Rule // those with an answer or a break, which come before the others
	Edits       []Rule // those that change a computed response, of calls that no other rule claims
	Delays      []Rule // those that hold a response back, of calls that no other rule claims
	Remarks     []string
}

// Job is a job that exists when the scenario begins, or that begins by itself.
type Job struct {
	API, ID  string
	IDWord   string // the name of its id: "id" or "handle"
	Type     string
	Starts   time.Duration
	Fields   []Field
	Steps    []Step // none for a parent whose statuses follow from its sub-jobs
	Children []Job
}

// Rule is what calls do.
type Rule struct {
	Name  string
	Call  string
	Path  string
	Nth   []int // which calls, ascending; none for all
	From  time.Duration
	Until time.Duration
	Start []Step

	Status  int
	Code    string
	Message string
	Retry   string
	Headers []Field
	Body    *string
	Break   string

	Set   []Field  // members of the computed response, by path
	Omit  []string // members that it has and the recorded one has not
	Delay Span
}

// history is all that was seen of one job.
type history struct {
	api, id string
	sights  []sight
	created int // the index of the call that created it; -1 if none did
}

// NewDraft infers jobs and creations.
func NewDraft(calls []Call, o Options) *Draft {
	d := &Draft{Description: describe(calls, o)}
	all := histories(calls)
	moved := d.moves(calls, all)
	for _, h := range all {
		if len(h.sights) == 0 {
			continue
		}
		if h.created < 0 && !h.volume() {
			d.Jobs = append(d.Jobs, o.job(h))
		}
	}
	d.creations(calls, all, moved)
	d.Resources = existing(calls, all)
	return d
}

// histories collects the sights of each job, in the order in which the jobs were first seen.
func histories(calls []Call) []*history {
	var all []*history
	index := map[[2]string]*history{}
	find := func(api, id string) *history {
		key := [2]string{api, id}
		if index[key] == nil {
			index[key] = &history{api: api, id: id, created: -1}
			all = append(all, index[key])
		}
		return index[key]
	}
	for i, c := range calls {
		for _, id := range created(c) {
			find(c.API, id).created = i
		}
		for _, s := range append(sights(c), goneVolumes(c, all)...) {
			find(s.api, s.id).sights = append(find(s.api, s.id).sights, s)
		}
	}
	inner := map[string]bool{} // a sub-job that was also queried under its own id is part of its parent
	for _, h := range all {
		for _, s := range h.sights {
			for _, child := range s.children {
				inner[h.api+"/"+child.id] = true
			}
		}
	}
	return slices.DeleteFunc(all, func(h *history) bool { return inner[h.api+"/"+h.id] })
}

// job makes the job of a history that no call created.
func (o *Options) job(h *history) Job {
	first := h.sights[0]
	start := o.Origin
	if first.began.After(o.Origin) {
		start = first.began
	}
	j := Job{API: h.api, ID: h.id, IDWord: "id", Type: first.kind, Starts: start.Sub(o.Origin), Fields: fieldsSeen(h.sights)}
	if v := o.vocabulary(h.api); v != nil && v.IDWord != "" {
		j.IDWord = v.IDWord
	}
	if v := o.vocabulary(h.api); v != nil && j.Type == "" && len(v.Types) > 0 {
		j.Type = v.Types[0] // a journal does not say, and the language wants one
	}
	j.Children = o.children(h.sights, start)
	if len(j.Children) > 0 && derived(h.sights) {
		return j
	}
	segments := fold(begun(h.sights, start))
	found, ok := lengths(windows(start, segments))
	if !ok {
		found = nil // the polls are out of order: what was seen first is kept
		segments = segments[:1]
	}
	j.Steps = steps(segments, found)
	return j
}

// children makes the sub-jobs that responses showed of a parent.
func (o *Options) children(list []sight, start time.Time) []Job {
	var ids []string
	seen := map[string][]sight{}
	for _, s := range list {
		for _, child := range s.children {
			if seen[child.id] == nil {
				ids = append(ids, child.id)
			}
			seen[child.id] = append(seen[child.id], child)
		}
	}
	var all []Job
	for _, id := range ids {
		own := *o
		own.Origin = start
		j := own.job(&history{api: list[0].api, id: id, sights: seen[id], created: -1})
		j.API = ""
		all = append(all, j)
	}
	return all
}

// derived reports whether the statuses of a parent follow from those of its sub-jobs: INIT until one has begun, RUNNING while one
// lives, then FAIL if one failed, else SUCCESS.
func derived(list []sight) bool {
	for _, s := range list {
		waiting, over, failed := true, true, false
		for _, child := range s.children {
			waiting = waiting && child.status == "INIT"
			over = over && (child.status == "SUCCESS" || child.status == "FAIL")
			failed = failed || child.status == "FAIL"
		}
		want := "RUNNING"
		switch {
		case len(s.children) == 0:
			want = s.status
		case waiting:
			want = "INIT"
		case over && failed:
			want = "FAIL"
		case over:
			want = "SUCCESS"
		}
		if s.status != want {
			return false
		}
	}
	return true
}

// fieldsSeen returns the fields of a job, each with the last value that was seen.
func fieldsSeen(list []sight) []Field {
	var all []Field
	for _, s := range list {
		for _, f := range s.fields {
			i := slices.IndexFunc(all, func(g Field) bool { return g.Name == f.Name })
			switch {
			case i < 0:
				all = append(all, f)
			case !reflect.DeepEqual(all[i], f):
				all[i] = f
			}
		}
	}
	return all
}

func describe(calls []Call, o Options) string {
	if len(calls) == 0 {
		return "An empty trace."
	}
	return fmt.Sprintf("What %s recorded on %s.", o.Source, calls[0].At.UTC().Format("2 January 2006"))
}
