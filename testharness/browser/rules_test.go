package browser

import (
	"net/http"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// TestRules counts, disarms, arms, adds and removes rules.
func TestRules(t *testing.T) {
	s := serve(t, some+`
rules:
  - {name: cut, armed: false, call: evs.showJob, answer: {status: 503}}
  - {name: second, call: evs.showJob, nth: 2, answer: {error: APIGW.0308}}
`, "--clock", "manual")
	s.poll("disk")
	p := open(s, "#/rules")
	p.shows("#view-rules tbody tr", "cut", "second")
	p.shows("#view-rules tbody tr:nth-child(2)", "0 of 1")
	s.poll("disk")
	p.shows("#view-rules tbody tr:nth-child(2)", "1 of 2", "spent")
	p.click("#view-rules [role=switch][aria-checked=false]")
	p.shows("#said", "cut takes calls now")
	p.until(`document.querySelectorAll("#view-rules [role=switch][aria-checked=true]").length === 2`)
	s.poll("disk")
	p.shows("#view-rules tbody tr:nth-child(1)", "1 of 1")
	p.eval(`document.querySelector("#view-rules [role=switch]").focus()`)
	p.press(" ") // the same by keys
	p.shows("#said", "cut takes no calls now")

	p.fill("#new-rules", "{name: mine, call: drs.batch-status, answer: {status: 500}}")
	p.click("#add-rules")
	p.shows("#said", "Added: mine")
	p.shows("#view-rules tbody tr:nth-child(1)", "mine")
	p.allow("status of 400")
	p.fill("#new-rules", "{call: drs.nothing, answer: {status: 500}}")
	p.click("#add-rules")
	p.shows("#said.wrong", "nothing")
	p.click("#view-rules tbody tr:nth-child(1) td:last-child button")
	p.lacks("#view-rules tbody tr", "mine")
	require.NotContains(t, s.ask(http.MethodGet, "/__admin/rules", ""), "mine")
}

// TestErrors searches for a native error, adds the rule that provokes it, and runs the command that shows it.
func TestErrors(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "#/errors")
	p.shows("#view-errors .counted", "errors")
	p.shows(".errors .row", "EVS.0001")
	p.press("/")
	p.until(`document.activeElement.id === "find-error"`)
	p.fill("#find-error", "throttling 429")
	p.shows(".errors .row", "APIGW.0308")
	p.lacks(".errors .row", "EVS.0001")
	p.fill("#find-error", "evs.2024")
	p.eval(`document.querySelector(".errors").focus()`)
	p.press(kb.Home, kb.Enter)
	p.shows("#view-errors .about h2", "EVS.2024")
	p.click("#add-error-rule")
	p.shows("#said", "The next such call gets EVS.2024")
	p.click("#view-errors .about [aria-label='Copy the curl command']")
	p.shows("#said", "Copied")
	out, err := exec.Command("bash", "-c", p.clipboard()).CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "EVS.2024")
	p.shows("#view-errors .about pre", "volume is error!", "{status: FAIL, error: EVS.2024}")
}

// TestResources shows what jobs make, and leads to the job.
func TestResources(t *testing.T) {
	s := serve(t, `
resources: [{api: evs, kind: volume, id: vol-9, name: data, size: 10, status: available}]
jobs:
  - {api: evs, id: maker, type: createVolume, entities: {volume_id: vol-1}, timeline: [{status: RUNNING, for: 5s}, {status: SUCCESS}]}
`, "--clock", "manual")
	p := open(s, "#/resources")
	p.shows(".resources .row", "vol-9", "available")
	p.shows(".resources .row", "vol-1", "creating")
	p.shows("#view-resources .counted", "2 resources")
	p.choose("#view-resources select", "sdrs")
	p.shows("#view-resources .empty", "There are no resources")
	p.choose("#view-resources select", "")
	p.clickText(".resources .row", "maker")
	p.shows("#detail h2", "maker")
	p.click("#next-change")
	p.lacks(".resources .row", "creating")
}

// TestVerdict shows what is expected of clients and what they were found to do, with the responses that show it.
func TestVerdict(t *testing.T) {
	s := serve(t, `
jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: SUCCESS}]}]
expect:
  - {job: evs/disk, seen: [SUCCESS]}
  - {call: evs.deleteVolume, times: 1}
`, "--clock", "manual")
	p := open(s, "#/verdict")
	p.shows("#view-verdict .outcome.open", "SUCCESS")
	s.poll("disk")
	p.shows("#view-verdict .outcome.met", "SUCCESS")
	p.shows("#view-verdict .outcome.open", "evs.deleteVolume", "Seen so far: 0 calls")
	p.shows("#view-verdict .verdict", "open")
	for range 3 {
		s.poll("disk")
	}
	p.shows("#view-verdict .finding", "polls-after-end", "Way out")
	p.click("#view-verdict .finding a")
	p.shows("#detail .kind", "Request")
}

// TestCoverage shows what clients were shown, and what would show the rest.
func TestCoverage(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "#/coverage")
	p.shows("#view-coverage h2", "Steps of timelines", "0 of 14")
	s.poll("disk")
	p.click("#read-coverage")
	p.shows("#view-coverage h2", "1 of 14")
	p.click("#view-coverage section:first-of-type summary")
	p.shows("#view-coverage .covered", "evs/broken step 1: RUNNING", "poll it")
	p.shows("#view-coverage .covered", "shown once")
}
