package browser

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// shown begins a session whose clock stands at a fixed instant, in which clients have polled, and opens its page.
func shown(s *server) *tab {
	s.t.Helper()
	s.ask(http.MethodPost, "/__admin/sessions", `{"id": "shown", "clock": "manual", "now": "2026-01-02T12:00:00Z"}`)
	advance := func(by string) { s.ask(http.MethodPost, "/s/shown/__admin/clock/advance", `{"by": "`+by+`"}`) }
	for range 7 {
		s.ask(http.MethodGet, "/s/shown/evs/v1/p/jobs/disk", "")
		s.ask(http.MethodGet, "/s/shown/sdrs/v1/p/jobs/group", "")
		advance("700ms")
		s.ask(http.MethodPost, "/s/shown/drs/v3/p/jobs/batch-status", `{"jobs":["task"]}`)
		advance("900ms")
	}
	s.ask(http.MethodGet, "/s/shown/evs/v1/p/jobs/disc", "")
	p := blank(s)
	p.do(chromedp.Navigate(s.url + "/s/shown/__admin/ui/"))
	p.shows(".chart .row", "disk")
	p.shows(".log .row", "did you mean disk?")
	p.clickText(".chart .fold", "▸")
	p.shows(".chart .row", "group-3")
	return p
}

// TestLooks compares the page with how it looked when people approved of it, in light and dark: loosely, by the mean colours of a grid,
// since fonts differ from machine to machine. With -update it writes the pictures anew; one of them is in the README.
func TestLooks(t *testing.T) {
	demo, err := os.ReadFile("../../scenarios/demo.yaml")
	require.NoError(t, err)
	s := serve(t, string(demo))
	p := shown(s)
	for _, scheme := range []string{"light", "dark"} {
		p.scheme(scheme)
		p.do(chromedp.Sleep(300 * time.Millisecond)) // a picture has no event that says when all is drawn
		file := filepath.Join("testdata", "page-"+scheme+".png")
		got := p.picture()
		if *update {
			require.NoError(t, os.WriteFile(file, small(t, got), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Less(t, difference(t, want, got), 0.03, "the page looks otherwise in %s; look at it, and run with -update", scheme)
	}
	p.click(`#tabs a[data-view="rules"]`)
	p.shows("#view-rules", "Add rules")
	require.Greater(t, difference(t, p.read("page-dark.png"), p.picture()), 0.03, "another view differs, and the comparison sees it")
	light, dark := means(t, p.read("page-light.png")), means(t, p.read("page-dark.png"))
	require.Greater(t, distance(light, dark), 0.5, "light and dark differ, and the comparison sees it")
}

func (p *tab) read(name string) []byte {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(p.t, err)
	return text
}

// picture returns what the tab shows, as PNG.
func (p *tab) picture() []byte {
	p.t.Helper()
	got, err := chromedp.Call(p.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
	require.NoError(p.t, err)
	return got.Data
}

// small returns a picture with no more than 256 colours, so that it takes a third of the room: those that it has most of, and of those
// that look alike one.
func small(t *testing.T, text []byte) []byte {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(text))
	require.NoError(t, err)
	counts := map[color.RGBA]int{}
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			counts[color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA)]++
		}
	}
	often := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int { return counts[b] - counts[a] })
	var palette color.Palette
	for _, c := range often {
		if len(palette) == 256 {
			break
		}
		alike := func(one color.Color) bool {
			o := one.(color.RGBA)
			return apart(c.R, o.R)+apart(c.G, o.G)+apart(c.B, o.B) < 16
		}
		if !slices.ContainsFunc(palette, alike) {
			palette = append(palette, c)
		}
	}
	few := image.NewPaletted(picture.Bounds(), palette)
	draw.Draw(few, few.Bounds(), picture, image.Point{}, draw.Src)
	var out bytes.Buffer
	require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few))
	return out.Bytes()
}

func apart(a, b uint8) int { return int(max(a, b)) - int(min(a, b)) }

// The grid of a comparison.
const columns, lines = 40, 26

// means returns the mean colours of the cells of a grid over a picture, each from 0 to 1.
func means(t *testing.T, text []byte) []float64 {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(text))
	require.NoError(t, err)
	require.Equal(t, image.Pt(1280, 820), picture.Bounds().Size())
	sums, counts := make([]float64, columns*lines*3), make([]float64, columns*lines*3)
	for y := range 820 {
		for x := range 1280 {
			c := color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA)
			at := (y*lines/820*columns + x*columns/1280) * 3
			for i, v := range []uint8{c.R, c.G, c.B} {
				sums[at+i] += float64(v) / 255
				counts[at+i]++
			}
		}
	}
	for i := range sums {
		sums[i] /= counts[i]
	}
	return sums
}

// distance returns the mean difference of two lists of colours.
func distance(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += max(a[i]-b[i], b[i]-a[i])
	}
	return sum / float64(len(a))
}

// difference returns how much two pictures differ, from 0 to 1.
func difference(t *testing.T, want, got []byte) float64 {
	t.Helper()
	return distance(means(t, want), means(t, got))
}
