package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// TestPolicy tries what a text from a client could do if it came into the page as code: the browser refuses all of it.
func TestPolicy(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	p := open(s, "")
	p.allow("Content Security Policy", "violates", "TrustedHTML", "TrustedScript")
	require.Equal(t, "refused", p.eval(`fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused")`))
	require.Equal(t, "refused", p.eval(`(() => { try { document.body.innerHTML = "<b>x</b>"; return "parsed" } catch { return "refused" } })()`))
	require.Equal(t, "not run", p.eval(`(() => {
		const script = document.createElement("script");
		try { script.text = "window.ran = true"; document.head.append(script); } catch {}
		return window.ran ? "ran" : "not run";
	})()`))
	require.Equal(t, "not shown", p.eval(`new Promise((resolve) => {
		const image = new Image();
		image.onload = () => resolve("shown");
		image.onerror = () => resolve("not shown");
		image.src = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
	})`))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.abroad = nil // what this test tried itself
}

// TestTextsOfClients shows what a client sends as text, whatever it is.
func TestTextsOfClients(t *testing.T) {
	s := serve(t, some, "--clock", "manual")
	s.poll("%3Cimg%20src=x%20onerror=alert(1)%3E")
	s.poll("%E2%80%AE%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")
	p := open(s, "#/log")
	p.shows(".log .row", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>")
	require.Equal(t, 1.0, p.eval(`document.images.length`), "the page's own sign")
	p.clickText(".log .row", "<img")
	p.shows("#detail .why-big", "<img src=x")
}

// TestTabNotesForeignRequests holds the check of all tests to what it is for.
func TestTabNotesForeignRequests(t *testing.T) {
	s, other := serve(t, some, "--clock", "manual"), serve(t, some, "--clock", "manual")
	p := blank(s)
	p.do(chromedp.Navigate(other.url + "/healthz"))
	p.eval(`console.error("said")`)
	p.mu.Lock()
	defer p.mu.Unlock()
	require.Contains(t, p.abroad, other.url+"/healthz")
	require.NotEmpty(t, p.wrong)
	p.abroad, p.wrong = nil, nil
}
