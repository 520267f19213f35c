package browser

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestClock moves the clock in each way that the page has.
func TestClock(t *testing.T) {
	s := serve(t, some)
	p := open(s, "")
	mode := func(parts ...string) {
		t.Helper()
		clock := s.ask("GET", "/__admin/clock", "")
		for _, part := range parts {
			require.Contains(t, clock, part)
		}
	}
	p.click("#pause")
	p.shows("#pause", "Resume")
	mode(`"pace": 0`)
	p.click("#next-change")
	p.shows("#said", "The clock moved by")
	p.press("n")
	p.shows(".chart .row", "FAIL")
	p.press("p")
	p.shows("#pause", "Pause")
	p.until(`document.querySelector("#speed").value === "real"`)
	mode(`"pace": 1`)
	p.choose("#speed", "60x")
	p.until(`document.querySelector("#speed").value === "60x"`)
	mode(`"pace": 60`)
	p.choose("#speed", "other")
	p.fill("#factor", "2.5")
	p.clickText("dialog button", "Set")
	p.shows("#speed option:checked", "2.5x")
	mode(`"pace": 2.5`)
	p.choose("#speed", "skipping")
	p.until(`document.querySelector("#speed").value === "skipping"`)
	mode(`"mode": "skipping"`)
	p.choose("#speed", "manual")
	p.shows("#pause", "Resume")
	before := p.eval(`document.querySelector(".time").innerText`)
	p.fill("#advance-by", "1h30m")
	p.click("#advance")
	p.shows("#said", "1 h 30 min")
	p.until(`document.querySelector(".time").innerText !== ` + js(before.(string)))
	p.allow("status of 400")
	p.fill("#advance-by", "soon")
	p.press("\r")
	p.shows("#said.wrong", `"soon" is not a duration`)
	p.shows(".next", "time alone changes nothing")
	p.until(`document.querySelector("#next-change").disabled`)
	require.Equal(t, 1, strings.Count(s.ask("GET", "/__admin/jobs", ""), `"status": "FAIL"`))
}
