package verdict_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// entries draws what a judge may get, also what no session would show.
func entries(t *rapid.T) []journal.Entry {
	at := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	word := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(t, name) }
	ref := rapid.Custom(func(t *rapid.T) job.Ref {
		return job.Ref{API: rapid.SampledFrom([]string{"evs", "drs", "element"}).Draw(t, "api"), ID: rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "id")}
	})
	refs := func(name string) []job.Ref { return rapid.SliceOfN(ref, 0, 2).Draw(t, name) }
	views := func(name string, absences ...job.Absence) (all []journal.JobView) {
		for _, r := range refs(name) {
			v := journal.JobView{
				Job: r, Absence: rapid.SampledFrom(absences).Draw(t, "absence"), Counted: rapid.Bool().Draw(t, "counted"), Held: rapid.Bool().Draw(t, "held"),
				Phase: job.Phase(rapid.IntRange(0, 3).Draw(t, "phase")), Since: at,
			}
			if v.Absence == job.Present {
				v.Status = v.Phase.String()
			}
			all = append(all, v)
		}
		return all
	}
	all := make([]journal.Entry, rapid.IntRange(0, 60).Draw(t, "entries"))
	for i := range all {
		pause := time.Duration(rapid.IntRange(0, 20_000).Draw(t, "pause")) * time.Millisecond
		at = at.Add(pause)
		e := journal.Entry{
			N: uint64(i + 1), API: word("api", "evs", "drs", "element", "iam"), Op: word("op", "showJob", "createVolume", "listVolumes", "batch-status", "GetAsyncResult", ""),
			Method: word("method", "GET", "POST"), Path: word("path", "/a", "/b"), Body: word("body", "", `{"jobs":["1"]}`), At: at, Clock: word("clock", "real", "60x", "manual"),
			State: journal.State(word("state", "answered", "cut_off")), Status: rapid.SampledFrom([]int{0, 200, 202, 400, 401, 404, 429, 500, 503}).Draw(t, "status"),
			Observed: views("observed", job.Present), NotFound: views("not found", job.Unknown, job.Expired, job.Consumed, job.Hidden), Requested: refs("requested"),
			Took: time.Duration(rapid.IntRange(0, 3000).Draw(t, "took")) * time.Millisecond,
			Facts: journal.Facts{
				Arrived: at, Youngest: uint64(i + rapid.IntRange(1, 3).Draw(t, "youngest")), ConnUse: rapid.Uint64Range(0, 3).Draw(t, "use"),
				Credential: rapid.Uint64Range(0, 2).Draw(t, "credential"), Denied: rapid.Bool().Draw(t, "denied"), SignedIn: rapid.Bool().Draw(t, "signed in"),
				Error: word("error", "", "EVS.5503", "xDBNoSuchPath"), RetryAfter: word("retry after", "", "2", "Fri, 02 Jan 2026 12:00:30 GMT", "soon"), Started: refs("started"), Failed: refs("failed"),
				Page: journal.Page{Offset: rapid.IntRange(-1, 9).Draw(t, "offset"), Limit: rapid.IntRange(0, 9).Draw(t, "limit"), Shown: rapid.IntRange(0, 9).Draw(t, "shown"), Total: rapid.IntRange(-1, 20).Draw(t, "total")},
			},
		}
		for _, r := range refs("resources") {
			e.Resources = append(e.Resources, journal.ResourceUse{
				Name: job.ResourceName{API: r.API, Kind: "volume", ID: r.ID}, Act: journal.ResourceAct(rapid.IntRange(0, 4).Draw(t, "act")),
				State: journal.ResourceState(rapid.IntRange(0, 4).Draw(t, "resource")), Job: r,
			})
		}
		all[i] = e
	}
	return all
}

// nowhere is the truth of a session without jobs.
type nowhere struct{}

func (nowhere) Now() time.Time { return time.Date(2026, 1, 2, 13, 0, 0, 0, time.UTC) }

func (nowhere) Job(ref job.Ref) job.Snapshot { return job.Snapshot{Ref: ref, Absence: job.Unknown} }

func (nowhere) End(job.Ref) (string, time.Time, bool) { return "", time.Time{}, false }

func (nowhere) Resource(job.ResourceName) (verdict.ResourceTruth, bool) {
	return verdict.ResourceTruth{}, false
}

func (nowhere) Rule(string) (verdict.RuleTruth, bool) { return verdict.RuleTruth{}, false }

// Equal entries give equal bytes, however often somebody has asked before, and the judge keeps nothing of the entries that it got.
func TestReportsAreEqual(t *testing.T) {
	t.Parallel()
	opts := verdict.Options{Expect: []verdict.Expectation{
		verdict.ExpectSeen("evs", "1", "running", "failed"), verdict.ExpectPolls("drs", "2", 1, 3), verdict.ExpectPause("evs", "1", time.Second, 0),
		verdict.ExpectCalls("evs.createVolume", 1, 2).After(verdict.Showed("evs", "1", "failed")).Before(verdict.Called("evs.*")), verdict.ExpectNoFindings(verdict.Note),
	}, Allow: []verdict.Allowance{{Finding: "no-jitter", Because: "of a reason"}}}
	rapid.Check(t, func(t *rapid.T) {
		all := entries(t)
		quiet, asked := verdict.New(opts), verdict.New(opts)
		for i := range all {
			quiet.Add(&all[i])
			again := all[i]
			again.Observed, again.NotFound = slices.Clone(again.Observed), slices.Clone(again.NotFound)
			asked.Add(&again)
			clear(again.Observed)
			clear(again.NotFound)
			again = journal.Entry{}
			if rapid.Bool().Draw(t, "ask") {
				asked.Report(nowhere{}, rapid.Bool().Draw(t, "final"))
			}
		}
		for _, final := range []bool{false, true} {
			want := quiet.Report(nowhere{}, final)
			got := asked.Report(nowhere{}, final)
			require.Equal(t, string(want.JSON()), string(got.JSON()))
			for _, f := range want.Findings {
				require.LessOrEqual(t, len(f.Entries), verdict.MaxEvidence)
				require.NotEmpty(t, f.Entries, f.ID)
			}
			if final {
				require.NotEqual(t, verdict.Open, want.State)
			}
		}
	})
}
