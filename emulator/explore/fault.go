package explore

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// request is one call of a run with what was before it.
type request struct {
	*journal.Entry
	name   string // "evs.showJob"
	words  *job.Vocabulary
	before *journal.Entry // the poll before of the same jobs; nil if there was none
	new    bool           // it showed a job that no call before it showed
	token  token          // that the client had obtained last
}

// token is the call by which a client obtained a token, and how many calls it has made with it. The zero token is none.
type token struct {
	call
	words *job.Vocabulary // of the API that issued it
	uses  int
}

// requests returns the calls of a run that rules can be about.
func (s *Space) requests(entries []journal.Entry) (all []request) {
	polls := map[string]*journal.Entry{}
	counts := map[string]int{}
	var issued token
	for i := range entries {
		e := &entries[i]
		r := request{Entry: e, name: e.API + "." + e.Op, words: s.words[e.API], token: issued}
		if r.words == nil || !slices.Contains(r.words.Calls, e.Op) {
			continue
		}
		if counts[r.name]++; e.SignedIn {
			issued = token{call{r.name, counts[r.name]}, r.words, 0}
		} else if e.Credential != 0 {
			issued.uses++
		}
		if len(e.Observed) > 0 {
			key := r.name + " " + jobsOf(e.Observed)
			r.before, r.new = polls[key], polls[key] == nil
			polls[key] = e
		}
		all = append(all, r)
	}
	return all
}

// jobsOf returns the names of jobs in one text.
func jobsOf(views []journal.JobView) string {
	names := make([]string, len(views))
	for i, v := range views {
		names[i] = v.Job.String()
	}
	return strings.Join(names, " ")
}

// fault is one way in which a call goes wrong.
type fault struct {
	kind   Kind
	which  string // distinguishes several of a kind
	effect string // of a rule at the call; or a whole rule, "{…}", at another one
	note   string
}

// faults returns the faults of a kind that can happen to the call. strict says that the server checks tokens.
func (r *request) faults(kind Kind, strict bool) []fault {
	codes := r.words.Faults
	one := func(can bool, effect, note string) []fault {
		if !can {
			return nil
		}
		return []fault{{kind, "", effect, note}}
	}
	switch kind {
	case Throttle:
		return one(codes.Throttled != "", fmt.Sprintf("answer: {error: %s, retry_after: 2s}", codes.Throttled), "throttled, Retry-After 2 s")
	case Unavailable:
		return one(true, fmt.Sprintf(`answer: {status: %d, body: ""}`, http.StatusServiceUnavailable), "503, no body")
	case Reset:
		return one(true, "break: reset", "connection reset, no effect")
	case Lose:
		return one(r.hasEffect(), "break: lose", "has its effect, then the connection is reset")
	case Cut:
		return one(r.Bytes > 1, "break: truncate", "the connection ends in the middle of the body")
	case Expired:
		if rule := r.token.expiring(); strict && rule != "" {
			return one(r.Credential != 0, rule, "the token has expired")
		}
		return one(codes.Expired != "" && r.token.nth > 0 && r.Credential != 0, fmt.Sprintf("answer: {error: %s}", codes.Expired), "the token has expired")
	case Stale:
		return r.stale()
	case Missing:
		return r.missing()
	case NotFound:
		return one(codes.NotFound != "" && r.new, fmt.Sprintf("answer: {error: %s}", codes.NotFound), "the job is not visible yet")
	case Slow:
		return one(true, "delay: 30s", "the response takes 30 s")
	default:
		return nil
	}
}

// expiring returns the rule by which the token is valid for as many calls as were made with it and no longer; empty if there were none.
func (t token) expiring() string {
	if t.nth == 0 || t.uses == 0 {
		return ""
	}
	var lives, ends string
	for _, w := range t.words.Words {
		switch {
		case lives == "" && w.Phase == job.Running:
			lives = w.Status
		case ends == "" && w.Phase == job.Failed:
			ends = w.Status
		}
	}
	return fmt.Sprintf("{call: %s, nth: %d, start: {timeline: [{status: %s, for: %d polls}, {status: %s}]}}", t.name, t.nth, lives, t.uses, ends)
}

// hasEffect reports whether the call changed something, or took a result that is not kept. Another call whose response is lost looks to
// the client, and to the server, like one that was never made.
func (r *request) hasEffect() bool {
	takes := func(v journal.JobView) bool { return r.words.Results && v.Phase.Over() && !v.Kept }
	changes := func(u journal.ResourceUse) bool { return u.Act != journal.Looked }
	return len(r.Started) > 0 || slices.Contains(r.words.Starters, r.Op) || slices.ContainsFunc(r.Resources, changes) || slices.ContainsFunc(r.Observed, takes)
}

// stale returns the response to the poll before, if the status has changed since.
func (r *request) stale() []fault {
	if r.before == nil || r.before.Status != http.StatusOK || !changed(r.before.Observed, r.Observed) {
		return nil
	}
	var body yaml.Node
	if yaml.Unmarshal([]byte(r.before.Response.Body), &body) != nil || len(body.Content) == 0 || body.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	root := body.Content[0]
	if r.words.Results { // the id of the request, which the API fills in
		root.Content = without(root, nil, "id")
	}
	root.Style = yaml.FlowStyle
	out, err := json.Marshal(plain(root))
	if err != nil {
		return nil
	}
	return []fault{{Stale, "", fmt.Sprintf("answer: {status: 200, body: %s}", out), "the response of the poll before"}}
}

// changed reports whether one of the jobs had another status.
func changed(before, now []journal.JobView) bool {
	for i := range now {
		if before[i].Status != now[i].Status {
			return true
		}
	}
	return false
}

// maxMissing is how many items of a list go missing one by one.
const maxMissing = 3

// missing returns an omission for the first items of each list of jobs or resources in the response.
func (r *request) missing() (all []fault) {
	if len(r.Observed) == 0 && r.Page.Shown == 0 {
		return nil
	}
	if !strings.Contains(r.Response.Body, "[") { // most responses have no list, and reading them costs
		return nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal([]byte(r.Response.Body), &members) != nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		var list []map[string]json.RawMessage
		if json.Unmarshal(members[name], &list) != nil {
			continue
		}
		for i := range min(len(list), maxMissing) {
			where := fmt.Sprintf("%s.%d", name, i)
			all = append(all, fault{Missing, where, fmt.Sprintf("edit: {omit: [%s]}", where), fmt.Sprintf("item %d of %s is missing", i+1, name)})
		}
	}
	return all
}
