package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
)

// curve is what a poll costs, and what the server holds in memory, as one thing grows.
type curve struct {
	name, of string // its file, and what grows
	points   []point
}

type point struct {
	n                 int
	cost, low, high   float64 // processor time of a poll in microseconds
	megabytes, behind float64 // resident; and how many milliseconds the slowest hundredth waited
}

// growth measures the curves and draws a picture of each into a folder.
func growth(ctx context.Context, b *binaries, o options) error {
	if err := os.MkdirAll(o.growth, 0o755); err != nil {
		return err
	}
	for _, c := range []struct {
		name, of string
		counts   []int
		at       func(context.Context, *binaries, options, int) (point, error)
	}{
		{"jobs", "jobs", []int{400, 10_000, 100_000, 1_000_000, 2_000_000}, amongN},
		{"sessions", "sessions that are polled in turns", []int{1, 10, 100, 1_000}, overSessions},
		{"connections", "connections, each with one request in flight", []int{1, 10, 100, 1_000, 10_000}, overConnections},
		{"followers", "clients that follow the journal", []int{1, 10, 100, 1_000}, withFollowers},
	} {
		drawn := curve{name: c.name, of: c.of}
		for _, n := range c.counts {
			p, err := c.at(ctx, b, o, n)
			if err != nil {
				return fmt.Errorf("%d %s: %w", n, c.of, err)
			}
			p.n = n
			drawn.points = append(drawn.points, p)
			fmt.Printf("%9d %s: %.1f µs (%.1f to %.1f), %.1f MiB, 99 %% within %.2f ms\n", n, c.of, p.cost, p.low, p.high, p.megabytes, p.behind)
		}
		if err := os.WriteFile(filepath.Join(o.growth, c.name+".svg"), drawn.svg(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// costOf returns what polls cost a server, by the median of the rounds.
func (b *binaries) costOf(ctx context.Context, s *site, o options, connections int, polls ...poll) (point, error) {
	var costs, slow []float64
	for round := range o.rounds + 1 {
		l, err := b.drive(ctx, s, o.span, connections, polls...)
		if err != nil {
			return point{}, err
		}
		if round > 0 { // until its journal is full, a server's memory grows
			costs, slow = append(costs, l.perRequest()/1e3), append(slow, float64(l.Slow)/1e6)
		}
	}
	memory, err := memoryOf(s.cmd.Process.Pid, "VmRSS")
	cost := spreadOf(costs)
	return point{cost: cost.median, low: cost.low, high: cost.high, megabytes: mib(memory), behind: spreadOf(slow).median}, err
}

func amongN(ctx context.Context, b *binaries, o options, n int) (point, error) {
	s, err := b.serveJobsim(ctx, n, false)
	if err != nil {
		return point{}, err
	}
	defer s.stop()
	return b.costOf(ctx, s, o, connections, polls()[0])
}

func overConnections(ctx context.Context, b *binaries, o options, n int) (point, error) {
	s, err := b.serveJobsim(ctx, 400, false)
	if err != nil {
		return point{}, err
	}
	defer s.stop()
	return b.costOf(ctx, s, o, n, polls()[0])
}

func overSessions(ctx context.Context, b *binaries, o options, n int) (point, error) {
	s, err := b.serveJobsim(ctx, 400, false)
	if err != nil {
		return point{}, err
	}
	defer s.stop()
	client, err := admin.NewClient("http://" + s.address)
	if err != nil {
		return point{}, err
	}
	requests := make([]poll, n)
	for i := range requests {
		created, err := client.CreateSession(ctx, admin.CreateSession{})
		if err != nil {
			return point{}, err
		}
		requests[i] = polls()[0]
		requests[i].path = "/s/" + created.ID + requests[i].path
	}
	return b.costOf(ctx, s, o, connections, requests...)
}

// withFollowers has clients that read every entry of the journal as it comes, and do nothing with it.
func withFollowers(ctx context.Context, b *binaries, o options, n int) (point, error) {
	s, err := b.serveJobsim(ctx, 400, false)
	if err != nil {
		return point{}, err
	}
	defer s.stop()
	for range n {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+"/__admin/journal/follow", nil)
		if err != nil {
			return point{}, err
		}
		res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
		if err != nil {
			return point{}, err
		}
		if res.StatusCode != http.StatusOK {
			return point{}, fmt.Errorf("following the journal: %s", res.Status)
		}
		go func() { _, _ = io.Copy(io.Discard, res.Body) }() // until the server ends
	}
	time.Sleep(100 * time.Millisecond) // until all of them wait for entries
	return b.costOf(ctx, s, o, connections, polls()[0])
}

// svg draws the curve: the cost of a poll over a logarithmic axis of what grows.
func (c curve) svg() []byte {
	const left, top, wide, high = 70, 30, 480, 220
	most := 0.0
	for _, p := range c.points {
		most = max(most, p.high)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", left+wide+70, top+high+50)
	b.WriteString(`<style>text{fill:#333}.line{fill:none;stroke:#4c8bc0;stroke-width:2}.spread{stroke:#4c8bc0}.grid{stroke:#ccc}` +
		`@media (prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#555}}</style>` + "\n")
	fmt.Fprintf(&b, `<text x="%d" y="16">processor time of a poll in µs, over %s</text>`+"\n", left, c.of)
	y := func(cost float64) float64 { return top + high*(1-cost/most) }
	for i := range 5 {
		value := most * float64(i) / 4
		fmt.Fprintf(&b, `<line class="grid" x1="%d" x2="%d" y1="%.0f" y2="%.0f"/><text x="%d" y="%.0f" text-anchor="end">%.0f</text>`+"\n",
			left, left+wide, y(value), y(value), left-8, y(value)+4, value)
	}
	var line []string
	for i, p := range c.points {
		x := left + float64(wide)*float64(i)/float64(max(1, len(c.points)-1))
		line = append(line, fmt.Sprintf("%.0f,%.0f", x, y(p.cost)))
		fmt.Fprintf(&b, `<line class="spread" x1="%.0f" x2="%.0f" y1="%.0f" y2="%.0f"/>`, x, x, y(p.low), y(p.high))
		fmt.Fprintf(&b, `<text x="%.0f" y="%d" text-anchor="middle">%d</text>`, x, top+high+18, p.n)
		fmt.Fprintf(&b, `<text x="%.0f" y="%d" text-anchor="middle">%.0f MiB</text>`+"\n", x, top+high+36, p.megabytes)
	}
	fmt.Fprintf(&b, `<polyline class="line" points="%s"/>`+"\n</svg>\n", strings.Join(line, " "))
	return []byte(b.String())
}
