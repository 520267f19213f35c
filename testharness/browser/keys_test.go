package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeys goes through the page without a mouse.
func TestKeys(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "")
	p.shows(".chart .row", "disk")
	for i, view := range []string{"jobs", "log", "rules", "resources", "verdict", "coverage", "errors", "scenario"} {
		p.press(string(rune('1' + i)))
		p.until(`document.body.dataset.view === ` + js(view) + ` && document.querySelector("#tabs [aria-current=page]").dataset.view === ` + js(view))
	}
	p.press("1", "?")
	p.shows("dialog", "another view", "copy the request as curl")
	p.press(kb.Escape)
	p.until(`!document.querySelector("dialog")`)

	// Tab reaches each control in the order of the page, and none keeps the focus.
	p.eval(`document.activeElement.blur(); window.reached = new Set(); addEventListener("focusin", (e) => reached.add(e.target))`)
	for range 40 {
		p.press(kb.Tab)
	}
	p.until(`[...document.querySelectorAll("a, button, input, select, .rows")].filter((e) => e.getClientRects().length && !e.disabled && !reached.has(e)).length === 0`)
	p.eval(`document.querySelector(".skip").focus()`)
	p.press("\r")
	p.until(`document.activeElement.id === "main"`)
}

// TestSmallScreen has all of it on a telephone: nothing is wider than the screen, and the details cover it.
func TestSmallScreen(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "")
	p.do(chromedp.EmulateViewport(375, 740, chromedp.EmulateMobile))
	for _, view := range []string{"log", "rules", "resources", "verdict", "coverage", "errors", "scenario", "jobs"} {
		p.click(`#tabs a[data-view="` + view + `"]`)
		p.until(`document.body.dataset.view === ` + js(view) + ` && document.documentElement.scrollWidth <= innerWidth && document.querySelector("header.top").scrollWidth <= innerWidth`)
	}
	p.clickText(".chart .row", "disk")
	p.until(`(() => { const r = document.querySelector("#detail").getBoundingClientRect(); return r.width === innerWidth && r.height === innerHeight; })()`)
	p.until(`document.querySelector("#detail").contains(document.activeElement)`)
	p.clickText("#detail button", "Close")
	p.until(`document.querySelector("#detail").hidden && document.activeElement.matches(".chart")`)
}

// TestRootOpensThePage comes from the address that a person types.
func TestRootOpensThePage(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := blank(s)
	p.do(chromedp.Navigate(s.url))
	p.until(`location.pathname === "/__admin/ui/"`)
	p.shows(".chart .row", "disk")
}
