package journal

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// What is packed is unpacked as it was.
func TestPack(t *testing.T) {
	t.Parallel()
	text := rapid.String()
	number := rapid.Int()
	flag := rapid.Bool()
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(-62135596800, 253402300799).Draw(t, "seconds"), rapid.Int64Range(0, 1e9-1).Draw(t, "nanoseconds")).UTC()
	})
	ref := rapid.Custom(func(t *rapid.T) job.Ref { return job.Ref{API: text.Draw(t, "api"), ID: text.Draw(t, "id")} })
	child := rapid.Custom(func(t *rapid.T) job.Snapshot {
		c := job.Snapshot{Ref: ref.Draw(t, "ref"), Type: text.Draw(t, "type"), Status: text.Draw(t, "status"), Phase: job.Phase(rapid.Uint8().Draw(t, "phase")), Step: number.Draw(t, "step")}
		if flag.Draw(t, "deeper") {
			c.Children = []job.Snapshot{{Ref: ref.Draw(t, "ref"), Status: text.Draw(t, "status")}}
		}
		return c
	})
	snap := rapid.Custom(func(t *rapid.T) job.Snapshot {
		return job.Snapshot{
			Ref: ref.Draw(t, "ref"), Status: text.Draw(t, "status"), Absence: job.Absence(rapid.Uint8().Draw(t, "absence")),
			Phase: job.Phase(rapid.Uint8().Draw(t, "phase")), Step: number.Draw(t, "step"), Polls: number.Draw(t, "polls"),
			Since: instant.Draw(t, "since"), Gone: instant.Draw(t, "gone"), Next: instant.Draw(t, "next"),
			Until: job.Exit{
				For:   job.Span{Min: time.Duration(rapid.Int64().Draw(t, "min")), Max: time.Duration(rapid.Int64().Draw(t, "max"))},
				Timed: flag.Draw(t, "timed"), Polls: number.Draw(t, "until"), Signal: text.Draw(t, "signal"),
			},
			Counted: flag.Draw(t, "counted"), Forced: flag.Draw(t, "forced"), Held: flag.Draw(t, "held"), Kept: flag.Draw(t, "kept"), Stale: flag.Draw(t, "stale"),
			Derived: flag.Draw(t, "derived"), Type: text.Draw(t, "type"), Children: slicesOf(t, child, "children"),
		}
	})
	facts := rapid.Custom(func(t *rapid.T) Facts {
		return Facts{
			Arrived: instant.Draw(t, "arrived"), ConnUse: rapid.Uint64().Draw(t, "use"),
			Credential: rapid.Uint64().Draw(t, "credential"), Denied: flag.Draw(t, "denied"), SignedIn: flag.Draw(t, "signed in"),
			Error: text.Draw(t, "error"), RetryAfter: text.Draw(t, "retry after"),
			Started: slicesOf(t, ref, "started"), Failed: slicesOf(t, ref, "failed"), Moved: slicesOf(t, ref, "moved"),
			Resources: slicesOf(t, rapid.Custom(func(t *rapid.T) ResourceUse {
				return ResourceUse{
					Name: job.ResourceName{API: text.Draw(t, "api"), Kind: text.Draw(t, "kind"), ID: text.Draw(t, "id")},
					Act:  ResourceAct(rapid.Uint8().Draw(t, "act")), State: ResourceState(rapid.Uint8().Draw(t, "state")), Job: ref.Draw(t, "job"),
				}
			}), "resources"),
			Page: Page{
				Offset: number.Draw(t, "offset"), Limit: number.Draw(t, "limit"), Shown: number.Draw(t, "shown"),
				Total: number.Draw(t, "total"), More: flag.Draw(t, "more"),
			},
			Ignored: slicesOf(t, text, "ignored"),
		}
	})
	entry := rapid.Custom(func(t *rapid.T) Entry {
		return Entry{
			Facts:   facts.Draw(t, "facts"),
			Request: text.Draw(t, "request"), API: text.Draw(t, "api"), Op: text.Draw(t, "op"), Method: text.Draw(t, "method"),
			Path: text.Draw(t, "path"), Query: text.Draw(t, "query"), Body: text.Draw(t, "body"), Response: Response{
				Body: text.Draw(t, "response"), Header: []Header{{Name: text.Draw(t, "response name"), Value: text.Draw(t, "response value")}},
			}, At: instant.Draw(t, "at"),
			Clock: text.Draw(t, "clock"), State: State(text.Draw(t, "state")), Status: number.Draw(t, "status"),
			Bytes: rapid.Int64().Draw(t, "bytes"), Rule: text.Draw(t, "rule"), Effect: text.Draw(t, "effect"), Refused: text.Draw(t, "refused"),
			Took: time.Duration(rapid.Int64().Draw(t, "took")), Requested: rapid.SliceOfN(ref, 1, 3).Draw(t, "requested"),
			Header: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Header {
				return Header{Name: text.Draw(t, "name"), Value: text.Draw(t, "value")}
			}), 1, 3).Draw(t, "header"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		want := entry.Draw(t, "entry")
		shown := Shown{Observed: alike(t, rapid.SliceOfN(snap, 0, 3).Draw(t, "observed")), NotFound: rapid.SliceOfN(snap, 0, 3).Draw(t, "not found")}
		got := pack(&want, shown).Entry()
		require.Len(t, got.Observed, len(shown.Observed))
		for i, s := range shown.Observed {
			require.Equal(t, viewOf(s), got.Observed[i])
		}
		require.Len(t, got.NotFound, len(shown.NotFound))
		for i, s := range shown.NotFound {
			require.Equal(t, viewOf(s), got.NotFound[i])
		}
		got.Observed, got.NotFound = nil, nil
		require.Equal(t, want, got)
	})
}

// alike gives jobs some of the members of the job before.
func alike(t *rapid.T, all []job.Snapshot) []job.Snapshot {
	for i := 1; i < len(all); i++ {
		s, before := &all[i], all[i-1]
		for n, copied := range []func(){
			func() { s.API = before.API }, func() { s.Type = before.Type }, func() { s.Status = before.Status }, func() { s.Absence, s.Phase = before.Absence, before.Phase },
			func() { s.Step, s.Polls = before.Step, before.Polls }, func() { s.Until = before.Until },
			func() { s.Since = before.Since }, func() { s.Gone, s.Next = before.Gone, before.Next },
		} {
			if rapid.Bool().Draw(t, "alike "+string(rune('0'+n))) {
				copied()
			}
		}
	}
	return all
}

// slicesOf draws a list, nil for an empty one.
func slicesOf[T any](t *rapid.T, of *rapid.Generator[T], name string) []T {
	all := rapid.SliceOfN(of, 0, 3).Draw(t, name)
	if len(all) == 0 {
		return nil
	}
	return all
}

func viewOf(s job.Snapshot) JobView {
	return JobView{
		Job: s.Ref, Absence: s.Absence, Status: s.Status, Phase: s.Phase, Step: s.Step, Polls: s.Polls, Since: s.Since, Gone: s.Gone,
		Next: s.Next, Until: s.Until, Counted: s.Counted, Forced: s.Forced, Held: s.Held, Kept: s.Kept, Stale: s.Stale, Derived: s.Derived,
		Type: s.Type, SubJobs: subViews(s, false),
	}
}

// subViews returns the sub-jobs of a job as the journal has them.
func subViews(s job.Snapshot, deeper bool) []SubJobView {
	var all []SubJobView
	for _, c := range s.Children {
		all = append(all, SubJobView{Job: c.Ref, Type: c.Type, Status: c.Status, Phase: c.Phase, Step: c.Step, Deeper: deeper})
		all = append(all, subViews(c, true)...)
	}
	return all
}
