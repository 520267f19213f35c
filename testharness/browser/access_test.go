package browser

import (
	_ "embed"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

//go:embed axe/axe.min.js
var axe string

// scheme lets the page see a person's choice of light or dark.
func (p *tab) scheme(value string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}},
	})
	require.NoError(p.t, err)
}

// accessible runs axe-core over what the page shows now.
func (p *tab) accessible(what string) {
	p.t.Helper()
	found := p.eval(`axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) => v.id + ": " + v.help + "\n" + v.nodes.map((n) => "  " + n.html.slice(0, 200) + "\n  " + n.failureSummary).join("\n")).join("\n"))`)
	require.Empty(p.t, found, "%s", what)
}

// TestAccessible holds each view, the details and the dialogs to the rules of axe-core, in light and dark.
func TestAccessible(t *testing.T) {
	s := serve(t, some+`
  - {api: evs, id: done, type: createVolume, timeline: [{status: SUCCESS}]}
rules: [{name: throttled, call: evs.showJob, nth: 3, answer: {error: APIGW.0308, retry_after: 2s}}]
expect: [{job: evs/disk, seen: [SUCCESS]}, {findings: none}]
`, "--clock", "manual")
	for _, id := range []string{"disk", "disk", "disk", "dsk", "done", "done"} {
		s.poll(id)
	}
	p := open(s, "")
	p.eval(axe + "; 0")
	for _, scheme := range []string{"light", "dark"} {
		p.scheme(scheme)
		for _, view := range []string{"jobs", "log", "rules", "resources", "verdict", "coverage", "errors", "scenario"} {
			p.click(`#tabs a[data-view="` + view + `"]`)
			p.until(`document.body.dataset.view === ` + js(view) + ` && document.querySelector("#view-` + view + `").innerText.length > 20`)
			if view == "scenario" {
				p.shows("#scenario-state", "No faults")
			}
			p.accessible(fmt.Sprintf("%s in %s", view, scheme))
		}
		p.click(`#tabs a[data-view="errors"]`)
		p.clickText(".errors .row", "EVS.0001")
		p.shows("#view-errors .about h2", "EVS.0001")
		p.accessible("an error in " + scheme)
		p.click(`#tabs a[data-view="jobs"]`)
		p.clickText(".chart .row", "disk")
		p.shows("#detail .past", "INIT")
		p.accessible("a job in " + scheme)
		p.click(`#tabs a[data-view="log"]`)
		p.clickText(".log .row", "INIT")
		p.shows("#detail .kind", "Request")
		p.accessible("a request in " + scheme)
		p.press("?")
		p.shows("dialog", "another view")
		p.accessible("the keys in " + scheme)
		p.press("\u001b")
		p.click("#session-menu")
		p.shows("dialog", "Seed")
		p.accessible("the session in " + scheme)
		p.press("\u001b")
		p.press("\u001b")
	}
}
