package browser

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// TestSessions resets, forks, ends, saves and restores.
func TestSessions(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	s.poll("disk")
	s.poll("disk")
	p := open(s, "")
	p.shows(".chart .row", "RUNNING")
	p.shows("#view-log .counted", "2 responses")

	p.click("#session-menu")
	p.shows("dialog", s.url, "documented")
	p.click("#snapshot")
	file := p.downloaded("jobsim-main.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), "snapshot:")

	p.click("#session-menu")
	p.click("#fork")
	p.fill("dialog input", "twin")
	p.clickText("dialog button", "Fork")
	p.shows("#said", "The session twin goes on from here")
	p.until(`location.hash.includes("session=twin")`)
	p.until(`document.querySelector("#session-choice").value === "twin"`)
	s.ask(http.MethodGet, "/s/twin/evs/v1/p/jobs/broken", "")
	p.shows(".log .row", "broken RUNNING")
	require.NotContains(t, s.ask(http.MethodGet, "/__admin/journal", ""), "broken", "the other session got no request")

	p.click("#session-menu")
	p.click("#end")
	p.clickText("dialog button", "End it")
	p.shows("#said", "The session twin has ended")
	p.until(`document.querySelector("#session-choice").value === ""`)
	p.shows("#view-log .counted", "2 responses")

	own := blank(s) // the page at the path of a session
	s.ask(http.MethodPost, "/__admin/sessions", `{"id": "beside", "scenario": "evs/fails-after-disk"}`)
	own.do(chromedp.Navigate(s.url + "/s/beside/"))
	own.until(`location.pathname === "/s/beside/__admin/ui/"`)
	own.shows(".counted", "1 job")
	own.choose("#session-choice", "")
	own.shows(".counted", "5 jobs")
	own.do(chromedp.Reload())
	own.shows(".counted", "5 jobs")
	own.click("#session-menu")
	own.shows("dialog table", "fails-after-disk", "Ends if unused")
	own.clickText("dialog table a", "beside")
	own.shows(".counted", "1 job")
	own.click("#session-menu")
	own.click("#end")
	own.clickText("dialog button", "End it")
	own.shows(".counted", "5 jobs")

	p.click("#session-menu")
	p.click("#reset")
	p.clickText("dialog button", "Cancel")
	p.shows("#view-log .counted", "2 responses")
	p.click("#session-menu")
	p.click("#reset")
	p.clickText("dialog button", "Reset")
	p.shows("#said", "The session is at its start")
	p.shows("#view-log .counted", "0 responses")
	p.until(`document.querySelector(".chart .row svg[aria-label^='INIT since']")`)

	p.click("#session-menu")
	p.click("#restore")
	p.until(`document.querySelector("dialog input[type=file]")`)
	p.do(chromedp.SetUploadFiles(chromedp.CSS("dialog input[type=file]"), []string{file}))
	p.clickText("dialog button", "Restore")
	p.shows("#said", "The session has the state of the snapshot")
	p.until(`!document.querySelector(".chart .row svg[aria-label^='INIT since']") || document.querySelector(".chart .row svg[aria-label*='RUNNING since']")`)
	require.Contains(t, s.ask(http.MethodGet, "/__admin/jobs/evs/disk", ""), `"RUNNING"`)
}

// TestScenario explains a scenario while it is typed, and begins a session with it.
func TestScenario(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "#/scenario")
	p.shows("#scenario-state", "No faults: 1 job.")
	p.until(`document.querySelector(".picture img")?.naturalWidth > 300`)
	p.allow("status of 400")
	p.fill("#scenario-text", "jobs:\n- {api: evs, id: a, type: createVolum, timeline: [{status: DONE}]}\nrule: []\n")
	p.shows("#scenario-state", "3 faults:", "line 2, column 27", "createVolume", "line 3, column 1", "rules")
	p.until(`document.querySelectorAll(".lines .fault").length === 2 && document.querySelector("#begin").disabled`)
	p.clickText("#scenario-state .place", "line 3")
	p.until(`document.activeElement.id === "scenario-text" && document.activeElement.value.slice(document.activeElement.selectionStart).startsWith("rule:")`)
	p.press("\u001b")
	p.choose("#library", "evs/fails-after-disk")
	p.shows("#scenario-state", "No faults")
	p.fill("#session-id", "mine")
	p.choose("#session-clock", "manual")
	p.click("#begin")
	p.shows("#said", "The session mine has begun")
	p.until(`document.body.dataset.view === "jobs" && document.querySelector("#session-choice").value === "mine"`)
	p.shows("#view-jobs .counted", "job")
	require.Contains(t, s.ask(http.MethodGet, "/s/mine/__admin/clock", ""), `"manual"`)

	p.click(`#tabs a[data-view="scenario"]`)
	p.fill("#scenario-text", "jobs:\n- {api: evs, id: beside, type: createVolume, timeline: [{status: SUCCESS}]}\n")
	p.shows("#scenario-state", "No faults: 1 job.")
	p.click("#start-here")
	p.shows("#said", "Started: evs/beside")
	p.press("1")
}

// TestToken asks for the token and keeps it in memory only.
func TestToken(t *testing.T) {
	s := serve(t, some, "--clock", "manual", "--admin-token", "open-sesame")
	s.token = "open-sesame"
	p := blank(s)
	p.allow("status of 401")
	p.do(chromedp.Navigate(s.url + "/__admin/ui/"))
	p.shows("dialog", "A token is needed")
	p.until(`document.activeElement.id === "token" && document.activeElement.type === "password"`)
	p.fill("#token", "guess")
	p.press("\r")
	p.shows("dialog", "That is not the server's token")
	p.fill("#token", s.token)
	p.clickText("dialog button", "Go on")
	p.shows(".chart .row", "disk")
	s.poll("disk")
	p.shows(".log .row", "disk INIT") // the stream has the token, too
	kept := p.eval(`JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, document.documentElement.outerHTML])`).(string)
	require.NotContains(t, kept, s.token)
	p.do(chromedp.Reload())
	p.shows("dialog", "A token is needed")
	require.False(t, strings.Contains(s.ask(http.MethodGet, "/__admin/ui/", ""), s.token))
}

// TestLostServer says that the server is gone, and goes on when it is there again.
func TestLostServer(t *testing.T) {
	s := serve(t, some)
	s.poll("disk")
	p := open(s, "")
	p.shows(".log .row", "disk INIT")
	p.allow("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
	s.stop()
	p.shows("#banner", "The server does not respond")
	p.shows("#status", "no connection")
	s.again()
	p.shows("#status", "connected")
	p.until(`document.querySelector("#banner").hidden`)
	p.shows("#view-log .counted", "0 responses") // this one has another journal
	s.poll("broken")
	p.shows(".log .row", "broken RUNNING")
}
