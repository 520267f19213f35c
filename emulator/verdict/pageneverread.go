package verdict

import (
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/jobsim/jobsim/emulator/journal"
)

var pageNeverReadKind = Kind{
	ID: "page-never-read", Level: Warning, Title: "reads the first page of a list and never another one",
	Why: "Responses have pages even where a request names none: batch-status shows five tasks, however many were asked for. What is on the next page is " +
		"never seen, and a task that failed there is taken for one that runs, or for one that is gone.",
	Source:   "drs_api_0150: per_page is 5 unless it is named, and count says how many there are; evs_04_0040: limit and offset",
	WayOut:   "Compare the number of items with count, and request the next page (page_req.cur_page, offset, marker) until nothing is left.",
	Scenario: "drs/six-tasks",
	Example:  []string{"POST …/jobs/batch-status {jobs: [six ids]} → five of six", "nothing more"},
	start:    func(Thresholds) detector { return &pageNeverRead{seed: maphash.MakeSeed(), lists: map[uint64]*list{}} },
}

// pageNeverRead finds lists of which a client got a part, with more to come, and never requested another part.
type pageNeverRead struct {
	seed  maphash.Seed
	lists map[uint64]*list // those that were not shown whole at first, by what their requests have in common
}

// list is a list that was not shown whole.
type list struct {
	hit
	page   journal.Page // that was shown last
	turned bool         // another part of it was requested
}

// paging are the members and arguments that select a part of a list.
var paging = []string{pageMember, "pageReq", "cur_page", "per_page", "offset", "limit", "marker"}

func (d *pageNeverRead) add(s *seen) {
	turned := s.Page.Offset != 0
	more := s.Page.More && s.Page.Limit != 1 && s.State == journal.Answered // a limit of 1 asks whether there is any
	if !turned && !more {
		return
	}
	key := sameRequest(d.seed, s.Entry, paging...)
	one := d.lists[key]
	switch {
	case one != nil:
	case len(d.lists) == maxKept:
		return
	default:
		one = &list{hit: hit{subject: s.call}}
		d.lists[key] = one
	}
	if one.turned = one.turned || turned; one.turned {
		one.entries = nil
		return
	}
	one.page = s.Page
	one.count++
	one.keep(s.evidence(nil))
}

func (d *pageNeverRead) report(q *inquiry) []hit {
	if !q.final {
		return nil
	}
	var never []hit
	for _, one := range d.lists {
		if one.turned {
			continue
		}
		h := one.hit
		h.entries = slices.Clone(h.entries)
		h.message = fmt.Sprintf("%d items were shown, and there were more", one.page.Shown)
		if one.page.Total >= 0 {
			h.message = fmt.Sprintf("%d of %d items were shown", one.page.Shown, one.page.Total)
		}
		h.message += fmt.Sprintf(" by %s; the others were never requested", plural(h.count, "request"))
		never = append(never, h)
	}
	return firstOf(never)
}
