package browser

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// some is a scenario with a job for each thing that a chart shows. The clock of a session begins where now says.
const some = `
jobs:
  - {api: evs, id: disk, type: createVolume, timeline: [{status: INIT, for: 2 polls}, {status: RUNNING, for: 30s}, {status: SUCCESS}]}
  - {api: evs, id: broken, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: FAIL, error: EVS.2024}]}
  - api: sdrs
    id: group
    type: stopProtectionGroupNoCG
    sub_jobs:
      - {id: group-1, type: stopProtectionGroupRepNoCG, timeline: [{status: RUNNING, for: 8s}, {status: SUCCESS}]}
      - {id: group-2, type: stopProtectionGroupRepNoCG, starts: 5s, timeline: [{status: RUNNING, for: 20s}, {status: SUCCESS}]}
  - {api: drs, id: task, timeline: [{status: CONFIGURATION, until: batch-starting}, {status: STARTJOBING, for: 20s}, {status: INCRE_TRANSFER_STARTED}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: running, until: release}, {status: complete}]}
`

// TestChart reads the bars, unfolds sub-jobs by mouse and by keys, and filters.
func TestChart(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "")
	p.shows(".chart .row", "disk", "broken", "group", "task", "7")
	p.shows(".counted", "5 jobs")
	require.InDelta(t, 1, p.eval(`[...document.querySelectorAll(".chart .row")].find((r) => r.innerText.includes("disk")).querySelectorAll(".bar.is").length`), 0)
	p.until(`document.querySelector(".chart .row svg[aria-label*='INIT since']")`)
	p.until(`document.querySelector(".now").getClientRects().length`)

	s.poll("disk")
	p.until(`document.querySelectorAll(".chart .poll").length === 1`)
	s.poll("disk")
	p.shows(".chart .row", "RUNNING")
	p.until(`document.querySelector(".chart .row svg[aria-label*='RUNNING since'][aria-label*='2 polls']")`)
	p.until(`[...document.querySelectorAll(".chart .row")].find((r) => r.innerText.includes("disk")).querySelectorAll(".bar.maybe").length === 2`)

	p.lacks(".chart .row", "group-1")
	p.clickText(".chart .fold", "▸")
	p.shows(".chart .row", "group-1", "group-2")
	p.until(`document.querySelector(".chart .row[aria-expanded=true][aria-level='1']") && document.querySelectorAll(".chart .row[aria-level='2']").length === 2`)
	p.clickText(".chart .fold", "▾")
	p.lacks(".chart .row", "group-1")

	p.do(chromedp.Focus(chromedp.CSS(".chart")))
	p.press(kb.Home, kb.ArrowDown, kb.ArrowDown)
	p.until(`document.querySelector(".chart .row.selected").innerText.includes("group")`)
	p.press(kb.ArrowRight)
	p.shows(".chart .row", "group-2")
	p.press(kb.ArrowDown, kb.ArrowLeft)
	p.until(`document.querySelector(".chart .row.selected")?.innerText.includes("stopProtectionGroupNoCG")`)
	p.press(kb.ArrowLeft)
	p.lacks(".chart .row", "group-2")
	p.press(kb.Enter)
	p.shows("#detail h2", "group")
	p.shows("#detail .facts", "group-1")
	p.press(kb.Escape)
	p.until(`document.querySelector("#detail").hidden`)

	p.press("/")
	p.until(`document.activeElement.matches("#view-jobs input[type=search]")`)
	p.fill("#view-jobs input[type=search]", "CLONE")
	p.shows(".counted", "1 job")
	p.lacks(".chart .row", "disk")
	p.fill("#view-jobs input[type=search]", "nothing")
	p.shows(".empty", "No job matches")
	p.fill("#view-jobs input[type=search]", "")
	p.choose("#view-jobs label:nth-of-type(2) select", "drs")
	p.shows(".counted", "1 job")
	p.choose("#view-jobs label:nth-of-type(2) select", "")
	p.choose("#view-jobs label:nth-of-type(3) select", "running")
	p.lacks(".chart .row", "task")
	p.choose("#view-jobs label:nth-of-type(4) select", "60000")
	p.until(`location.hash.includes("span=60000") && document.querySelectorAll(".axis text").length > 3`)
}

// TestChartAsSVG saves the picture of the rows that are shown.
func TestChartAsSVG(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "")
	p.shows(".chart .row", "disk")
	p.clickText("#view-jobs button", "Save as SVG")
	text, err := os.ReadFile(p.downloaded("jobsim-jobs.svg"))
	require.NoError(t, err)
	for _, part := range []string{"<svg xmlns=", "<style>", ">disk<", ">group<", `class="bar running is"`, "prefers-color-scheme: dark"} {
		require.Contains(t, string(text), part)
	}
}

// TestSteerJobs holds, releases and forces jobs, and hands one on as YAML.
func TestSteerJobs(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "#/jobs?job=evs/broken")
	p.shows("#detail .big", "RUNNING")
	p.click("#hold")
	p.shows("#detail .big", "held")
	p.shows("#said", "The job is held")
	p.click("#next-change") // that of another job
	require.Contains(t, s.ask("GET", "/__admin/jobs/evs/broken", ""), `"held": true`)
	p.press("h")
	p.lacks("#detail .big", "held")

	p.fill("#force-status", "FAIL")
	p.fill("#force-error", "EVS.1001")
	p.click("#force")
	p.shows("#detail .big", "FAIL")
	p.shows("#detail .facts", "Forced")
	require.Contains(t, s.ask("GET", "/evs/v1/p/jobs/broken", ""), `"error_code":"EVS.1001"`)
	p.allow("status of 400")
	p.fill("#force-status", "FAILED")
	p.click("#force")
	p.shows("#said.wrong", "FAILED")

	p.clickText(".chart .row", "Clone")
	p.shows("#detail .big", "its release")
	p.click("#release")
	p.shows("#detail .big", "complete")

	p.clickText(".chart .row", "disk")
	p.shows("#detail h2", "disk")
	p.click("#copy-yaml")
	p.shows("#said", "evs/disk as a scenario")
	require.Contains(t, p.clipboard(), "id: disk, type: createVolume, timeline: [{status: INIT, for: 2 polls}")
	s.poll("disk")
	p.shows("#past", "INIT")
	p.clickText("#detail button", "Copy link")
	p.shows("#said", "a link to this")
	link := p.clipboard()
	again := blank(s)
	again.do(chromedp.Navigate(link))
	again.shows("#detail h2", "disk")
}
