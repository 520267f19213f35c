package replay

import (
	"net/url"
	"strings"
)

// Summary counts outcomes.
type Summary struct {
	Compared, Same   int // responses
	Polls, PollsSame int
	NotCompared      int
	Differences      []Group // alike ones counted together
	NotEmulated      []Group
}

// Group is a number of differences, or of calls, that are alike.
type Group struct {
	Call     string // "evs.showJob"; method and path of a call that is not emulated
	Path     string // of the member
	Recorded string // of the first
	Got      string
	Reason   string
	Count    int
}

// Summary counts the outcomes of an import.
func (r *Result) Summary() Summary { return Summarize(r.Outcomes) }

// Summarize counts outcomes.
func Summarize(outcomes []Outcome) Summary {
	var s Summary
	for _, o := range outcomes {
		switch o.Verdict {
		case NotCompared:
			s.NotCompared++
			continue
		case NotEmulated:
			s.NotEmulated = group(s.NotEmulated, Group{Call: o.Exchange.Request.Method + " " + pathOf(o.Exchange.Request.URL), Reason: o.unknown()})
			continue
		case Same:
			s.Same++
		case Differs:
		}
		s.Compared++
		if o.Poll {
			s.Polls++
			if o.PollSame {
				s.PollsSame++
			}
		}
		for _, d := range o.Differences {
			s.Differences = group(s.Differences, Group{Call: o.API + "." + o.Op, Path: d.Path, Recorded: d.Recorded, Got: d.Got, Reason: d.reason()})
		}
	}
	return s
}

// group counts a group with those that are alike.
func group(all []Group, g Group) []Group {
	for i, other := range all {
		if other.Call == g.Call && other.Path == g.Path && other.Reason == g.Reason {
			all[i].Count++
			return all
		}
	}
	g.Count = 1
	return append(all, g)
}

// unknown says why a call is not emulated.
func (o *Outcome) unknown() string {
	if o.API == "" || o.API == "gateway" {
		return "unknown path"
	}
	return "no operation of " + o.API
}

// reason says why a member differs.
func (d *Difference) reason() string {
	n := newNames()
	recorded, got := strings.Trim(d.Recorded, `"`), strings.Trim(d.Got, `"`)
	switch {
	case d.Recorded == "":
		return "member of the emulator alone"
	case d.Got == "":
		return "member of the trace alone"
	case n.isDrawn(recorded) && n.isDrawn(got):
		return "drawn id"
	}
	return "another value"
}

// pathOf returns a URL without its host and query.
func pathOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return u.Path
}
