package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// patience is how long a tab waits for what must come.
const patience = 20 * time.Second

// tab is a tab of the browser.
type tab struct {
	t      *testing.T
	ctx    context.Context
	server *server

	mu     sync.Mutex
	wrong  []string // what the console said
	fair   []string // parts of what it may say
	abroad []string // requests to another place than the server
}

// open opens the page of a server, or a path below it such as "#/log".
func open(s *server, at string) *tab {
	s.t.Helper()
	p := blank(s)
	p.do(chromedp.Navigate(s.url + "/__admin/ui/" + at))
	p.until(`document.querySelector("#status.on") && document.querySelector("#tabs a[aria-current]")`)
	return p
}

// blank opens an empty tab, which is checked at the end of the test.
func blank(s *server) *tab {
	s.t.Helper()
	ctx, cancel := chromedp.NewContext(chrome)
	p := &tab{t: s.t, ctx: ctx, server: s}
	require.NoError(s.t, chromedp.Listen(ctx, p.listen))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(s.t, err)
	_, err = chromedp.Call(ctx, cdplog.Enable, cdp.Empty{})
	require.NoError(s.t, err)
	p.do(chromedp.EmulateViewport(1280, 820))
	s.t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		cancel()
		require.Empty(s.t, p.wrong, "the console must say nothing")
		require.Empty(s.t, p.abroad, "the page must send no request to another place")
	})
	return p
}

// listen notes what must not happen.
func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			for _, arg := range e.Args {
				p.complain(fmt.Sprintf("console.%s %s %s", e.Type, arg.Value, arg.Description))
			}
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		p.complain(text)
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning {
			p.complain(e.Entry.Text + " " + e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, p.server.url+"/") && !strings.HasPrefix(u, "blob:"+p.server.url) && u != "about:blank" {
			p.abroad = append(p.abroad, u)
		}
	}
}

func (p *tab) complain(text string) {
	for _, part := range p.fair {
		if strings.Contains(text, part) {
			return
		}
	}
	p.wrong = append(p.wrong, text)
}

// allow lets the console say something that a test provokes: a browser logs each response with an error.
func (p *tab) allow(parts ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fair = append(p.fair, parts...)
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	require.NoError(p.t, chromedp.Do(ctx, actions...))
}

// eval returns the value of an expression, which may be a promise.
func (p *tab) eval(js string) any {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[any](js, chromedp.EvalAwaitPromise))
	require.NoError(p.t, err, "%s", js)
	return value
}

// until waits until an expression is true.
func (p *tab) until(js string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[any](`Boolean(`+js+`)`, chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(patience)))
	if err == nil {
		return
	}
	require.NoError(p.t, err, "%s; the page says: %s", js, p.eval(`document.body.innerText.slice(0, 3000)`))
}

// shows waits until the visible text of an element has all parts.
func (p *tab) shows(selector string, parts ...string) {
	p.t.Helper()
	for _, part := range parts {
		p.until(fmt.Sprintf(`[...document.querySelectorAll(%s)].some((e) => (e.innerText ?? e.textContent).includes(%s))`, js(selector), js(part)))
	}
}

// lacks waits until no such element has the text.
func (p *tab) lacks(selector, part string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`![...document.querySelectorAll(%s)].some((e) => (e.innerText ?? e.textContent).includes(%s))`, js(selector), js(part)))
}

// click clicks an element with the mouse.
func (p *tab) click(selector string) {
	p.t.Helper()
	p.clickText(selector, "")
}

// clickText clicks the first visible element of a kind that has a text, in its middle, where nothing may cover it.
func (p *tab) clickText(selector, text string) {
	p.t.Helper()
	find := fmt.Sprintf(`(() => {
		const e = [...document.querySelectorAll(%s)].find((e) => e.getClientRects().length && (e.innerText ?? "").includes(%s));
		if (!e || e.disabled) return null;
		e.scrollIntoView({block: "nearest", inline: "nearest"});
		const r = e.getClientRects()[0];
		const at = [r.left + Math.min(r.width / 2, 60), r.top + r.height / 2];
		const top = document.elementFromPoint(...at);
		return top && (e.contains(top) || top.contains(e)) ? at : null;
	})()`, js(selector), js(text))
	p.until(find)
	at, ok := p.eval(find).([]any)
	require.True(p.t, ok, "%s moved away", selector)
	p.do(chromedp.MouseClickXY(at[0].(float64), at[1].(float64)))
}

// press sends keys to what has the focus.
func (p *tab) press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.do(chromedp.KeyEvent(key))
	}
}

// fill replaces the text of a field by typing.
func (p *tab) fill(selector, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`document.querySelector(%s)?.getClientRects().length`, js(selector)))
	p.do(chromedp.Focus(chromedp.CSS(selector)))
	p.eval(fmt.Sprintf(`document.querySelector(%s).select()`, js(selector)))
	if text == "" {
		p.press(kb.Backspace)
		return
	}
	p.do(chromedp.KeyEvent(text))
}

// choose chooses from a list.
func (p *tab) choose(selector, value string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`document.querySelector(%s)?.getClientRects().length`, js(selector)))
	p.eval(fmt.Sprintf(`(() => { const e = document.querySelector(%s); e.focus(); e.value = %s; e.dispatchEvent(new Event("change", {bubbles: true})); e.blur(); })()`, js(selector), js(value)))
}

// js returns a text as JavaScript has it.
func js(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text can always be encoded
	}
	return string(quoted)
}

// downloaded waits for a file that the page saved, and returns its path.
func (p *tab) downloaded(name string) string {
	p.t.Helper()
	file := filepath.Join(downloads, name)
	require.Eventually(p.t, func() bool {
		info, err := os.Stat(file)
		return err == nil && info.Size() > 0 // the browser reserves the name with an empty file, and then moves the whole one there
	}, patience, 20*time.Millisecond, "%s was not saved", name)
	p.t.Cleanup(func() { _ = os.Remove(file) }) // the next test may save one of this name
	return file
}

// clipboard returns the text on the clipboard.
func (p *tab) clipboard() string {
	p.t.Helper()
	return p.eval(`navigator.clipboard.readText()`).(string)
}
