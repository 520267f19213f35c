package browser

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// TestTenThousandJobs draws only the rows that can be seen of 10,000 jobs, wherever it is scrolled to.
func TestTenThousandJobs(t *testing.T) {
	s := serve(t, `
jobs:
  - {api: evs, id: "disk-{1..10000}", type: createVolume, timeline: [{status: INIT, for: 1s..60s}, {status: RUNNING, for: 10s..5m}, {status: SUCCESS}]}
`, "--clock", "manual")
	began := time.Now()
	p := open(s, "")
	p.shows(".chart .row", "disk-1")
	p.until(`document.querySelectorAll(".chart .row .bar").length > 20`)
	t.Logf("10,000 jobs are drawn %d ms after the address was entered", time.Since(began).Milliseconds())
	p.shows("#view-jobs .counted", "10,000 jobs")
	few := `document.querySelectorAll(".chart .row").length < 60`
	p.until(few)
	p.do(chromedp.Focus(chromedp.CSS(".chart")))
	began = time.Now()
	p.press(kb.End)
	p.shows(".chart .row", "disk-10000")
	p.until(`[...document.querySelectorAll(".chart .row")].at(-1).querySelector(".bar") && ` + few)
	t.Logf("the last of them is drawn %d ms after the key End", time.Since(began).Milliseconds())
	frames := p.eval(`(async () => {
		const chart = document.querySelector(".chart");
		let worst = 0, last = performance.now();
		for (let i = 0; i < 90; i++) {
			chart.scrollTop = (i * 3989) % (chart.scrollHeight - chart.clientHeight);
			await new Promise(requestAnimationFrame);
			const now = performance.now();
			worst = Math.max(worst, now - last);
			last = now;
		}
		return worst;
	})()`).(float64)
	t.Logf("the longest of 90 frames of scrolling took %.0f ms", frames)
	p.until(few)
	p.fill("#view-jobs input[type=search]", "disk-7777")
	p.shows("#view-jobs .counted", "1 job")
}

// TestHourOfLog keeps no more of a live log than it says: an hour with ten responses a second.
func TestHourOfLog(t *testing.T) {
	const responses, workers = 36_000, 8
	s := serve(t, some, "--clock", "manual")
	p := open(s, "")
	heap := func() float64 {
		_, err := chromedp.Call(p.ctx, heapprofiler.CollectGarbage, cdp.Empty{})
		require.NoError(t, err)
		used, err := chromedp.Call(p.ctx, runtime.GetHeapUsage, cdp.Empty{})
		require.NoError(t, err)
		return used.UsedSize / 1e6
	}
	before := heap()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: workers}}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for range responses / workers {
				r, err := http.NewRequest(http.MethodGet, s.url+"/evs/v1/p/jobs/disk", http.NoBody)
				if err != nil {
					panic(err) // the URL is a valid one
				}
				r.Header.Set("X-Auth-Token", "t")
				if res, err := client.Do(r); err == nil {
					_ = res.Body.Close()
				}
			}
		})
	}
	group.Wait()
	s.poll("broken")
	p.shows(".log .row", "broken RUNNING")
	p.until(`document.querySelector("#view-log .counted").innerText.includes("older ones are not kept")`)
	kept := p.eval(`Number(document.querySelector("#view-log .counted").innerText.match(/^[0-9,]+/)[0].replaceAll(",", ""))`).(float64)
	require.LessOrEqual(t, kept, 10_600.0)
	require.Less(t, p.eval(`document.querySelectorAll(".log .row").length`), 60.0)
	after := heap()
	t.Logf("%s", fmt.Sprintf("the page's heap: %.1f MB before, %.1f MB after %d responses, of which it keeps %.0f", before, after, responses, kept))
	require.Less(t, after, 60.0, "MB")
	p.fill("#view-log input[type=search]", "broken")
	p.shows("#view-log .counted", "1 of ")

	began := time.Now()
	again := open(s, "#/log")
	again.shows("#view-log .counted", "10,000 responses")
	t.Logf("10,000 entries of the journal are read and drawn %d ms after the address was entered", time.Since(began).Milliseconds())
	require.Less(t, again.eval(`document.querySelectorAll(".log .row").length`), 60.0)
}
