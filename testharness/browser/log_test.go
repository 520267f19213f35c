package browser

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// TestLog shows responses as they come, with the status before and after and the reason, and filters them.
func TestLog(t *testing.T) {
	s := serve(t, some+`
rules:
  - {name: throttled, call: evs.showJob, nth: 3, answer: {error: APIGW.0308, retry_after: 2s}}
`, "--clock", "manual", "--journal-bodies")
	s.poll("disk")
	p := open(s, "#/log")
	p.shows(".log .row", "disk INIT", "poll 1 of 2")
	s.poll("disk")
	p.shows(".log .row", "disk INIT → RUNNING")
	s.poll("disk")
	p.shows(".log .row", "429", "APIGW.0308 (its call 3)")
	s.poll("dsk")
	p.shows(".log .row.unmatched", "did you mean disk?")
	s.ask(http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs":["task"]}`)
	p.shows(".log .row", "task CONFIGURATION")
	p.shows("#view-log .counted", "5 responses")
	p.until(`document.querySelector(".log .row[aria-rowindex='2']").innerText.includes("batch-status")`) // the newest first

	p.click("#view-log input[type=checkbox]")
	p.shows("#view-log .counted", "1 of 5 responses")
	p.shows(".log .row", "dsk")
	p.click("#view-log input[type=checkbox]")
	p.choose("#view-log label:nth-of-type(2) select", "drs")
	p.shows("#view-log .counted", "1 of 5 responses")
	s.ask(http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs":["task"]}`)
	p.shows("#view-log .counted", "2 of 6 responses")
	s.poll("disk")
	p.shows("#view-log .counted", "2 of 7 responses")
	p.choose("#view-log label:nth-of-type(2) select", "")
	p.choose("#view-log label:nth-of-type(3) select", "4")
	p.shows("#view-log .counted", "2 of 7 responses")
	p.clickText("#view-log button", "Show all")
	p.press("/")
	p.until(`document.activeElement.matches("#view-log input[type=search]")`)
	p.fill("#view-log input[type=search]", "broken")
	p.shows("#view-log .empty", "No response matches")
	p.fill("#view-log input[type=search]", "evs/disk")
	p.shows("#view-log .counted", "of 7 responses")
	p.clickText("#view-log button", "Show all")
	p.shows("#view-log .counted", "7 responses")
	p.until(`!location.hash.includes("logjob")`)
}

// TestEntry shows one request and hands it on as a command that works.
func TestEntry(t *testing.T) {
	s := serve(t, some, "--clock", "manual", "--journal-bodies")
	s.ask(http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs":["task"]}`)
	p := open(s, "#/log")
	p.shows(".log .row", "batch-status")
	p.do(chromedp.Focus(chromedp.CSS(".log")))
	p.press("j", kb.Enter)
	p.shows("#detail h2", "batch-status")
	p.shows("#detail pre", `"jobs"`, "X-Auth-Token: ***")
	p.shows("#detail pre[aria-label='the response']", "CONFIGURATION")
	p.press("c")
	p.shows("#said", "the request as curl")
	command := p.clipboard()
	require.True(t, strings.HasPrefix(command, "curl -s "), command)
	out, err := exec.Command("bash", "-c", command).CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), `"CONFIGURATION"`)
	p.shows(".log .row", "batch-status")
	p.shows("#view-log .counted", "2 responses")
	p.clickText("#detail button", "Show drs/task")
	p.shows("#detail .big", "CONFIGURATION")
	p.until(`document.body.dataset.view === "jobs"`)
	p.eval(`history.back()`)
	p.shows("#detail .kind", "Request 1")
}
