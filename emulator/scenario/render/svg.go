package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// The measures of a drawing, in pixels. letter is the width of a character of the monospaced font, prose about that of the
// other one.
const (
	pageWidth = 960
	margin    = 24
	letter    = 7.3
	prose     = 6.7
	rowHeight = 24
	barHeight = 12
	gap       = 22 // between two jobs, and between two columns
)

// drawing collects the elements that SVG writes. y is where the next one begins.
type drawing struct {
	strings.Builder
	y float64
}

// SVG draws the jobs of a scenario: a row for each step over an axis of time. A bar is full where the step is certain,
// provided that it is reached at all, and light where it is possible; a diamond is a step that only a client ends; a dashed
// line means that no known instant ends the step. The picture follows the light or dark theme of the page that shows it and
// loads nothing. SVG returns the error of the writer, if any.
func SVG(w io.Writer, s *scenario.Scenario) error {
	d := &drawing{y: margin}
	d.head(s)
	var all []track
	for _, spec := range s.Jobs {
		all = tracks(all, s, spec, window{}, 0)
	}
	columns := columnsOf(all)
	for _, spec := range s.Jobs {
		d.job(columns, spec, tracks(nil, s, spec, window{}, 0))
	}
	d.legend()
	height := int(d.y) + margin
	_, err := fmt.Fprintf(w, svgFrame, pageWidth, height, escaped(s.Name), escaped(s.Description), pageWidth-1, height-1, d.String())
	return err
}

// svgFrame surrounds the drawing: title, colours of both themes, and background.
const svgFrame = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d" role="img">
<title>%[3]s</title>
<desc>%[4]s</desc>
<style>
  text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre; }
  .title, .description { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; }
  .title { font-size: 17px; font-weight: 600; }
  .description { font-size: 13px; }
  .job { font-size: 13px; font-weight: 600; }
  .faint, .description { fill: #59636e; }
  .middle { text-anchor: middle; }
  .paper { fill: #ffffff; stroke: #d1d9e0; }
  .grid { stroke: #e7ebef; }
  .base { stroke: #d1d9e0; }
  .pending { fill: #8b95a3; stroke: #8b95a3; }
  .running { fill: #2f7bf0; stroke: #2f7bf0; }
  .succeeded { fill: #1f9d55; stroke: #1f9d55; }
  .failed { fill: #dc3d43; stroke: #dc3d43; }
  .either { fill: url(#either); stroke: #1f9d55; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .faint, .description { fill: #9198a1; }
    .paper { fill: #0d1117; stroke: #30363d; }
    .grid { stroke: #1f252d; }
    .base { stroke: #30363d; }
    .pending { fill: #7d8795; stroke: #7d8795; }
    .running { fill: #4b8ff5; stroke: #4b8ff5; }
    .succeeded { fill: #3fb26c; stroke: #3fb26c; }
    .failed { fill: #f0605f; stroke: #f0605f; }
    .either { stroke: #3fb26c; }
  }
  .sure { stroke: none; }
  .maybe { fill-opacity: 0.25; stroke-opacity: 0.6; }
  .open { fill: none; stroke-width: 2; stroke-dasharray: 3 4; }
</style>
<defs><pattern id="either" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="succeeded sure" width="4" height="8"/><rect class="failed sure" x="4" width="4" height="8"/></pattern></defs>
<rect class="paper" x="0.5" y="0.5" width="%[5]d" height="%[6]d" rx="8"/>
%[7]s</svg>
`

// head draws the name and the description of the scenario.
func (d *drawing) head(s *scenario.Scenario) {
	d.text(margin, d.y+14, "title", s.Name)
	d.y += 22
	for _, line := range folded(s.Description, pageWidth-2*margin) {
		d.text(margin, d.y+14, "description", line)
		d.y += 18
	}
}

// folded breaks a text at its spaces into lines of about the given width in pixels.
func folded(text string, width int) []string {
	var all []string
	for word := range strings.FieldsSeq(text) {
		last := len(all) - 1
		if last >= 0 && float64(utf8.RuneCountInString(all[last]+" "+word))*prose <= float64(width) {
			all[last] += " " + word
		} else {
			all = append(all, word)
		}
	}
	return all
}

// job draws a job with its sub-jobs over one axis.
func (d *drawing) job(columns svgTable, spec job.Spec, lanes []track) {
	t := columns.over(lanes)
	d.y += gap
	name := spec.API + " " + spec.ID
	const bold = 1.1 // as wide as the usual letters
	d.text(margin, d.y+10, "job", name)
	d.text(margin+letter*bold*float64(utf8.RuneCountInString(name)+1), d.y+10, "faint", spec.Type)
	d.y += 18
	d.grid(t)
	for i, l := range lanes {
		if i > 0 {
			d.cell(margin, "job", strings.Repeat("  ", l.depth)+l.id)
			d.cell(t.details, "faint", l.kind)
			d.y += rowHeight
		}
		for n, r := range l.rows {
			d.row(t, l, r, l.classes[n])
			d.y += rowHeight
		}
	}
	const marks = 20
	d.y += marks
}

// legend explains the colours and the shapes.
func (d *drawing) legend() {
	d.y += gap
	const width, space = 26, 8
	x := float64(margin)
	entry := func(shape, word string) {
		d.WriteString(shape)
		d.text(x+width+space, d.y+10, "faint", word)
		x += width + 3*space + letter*float64(len(word))
	}
	for _, phase := range []job.Phase{job.Pending, job.Running, job.Succeeded, job.Failed} {
		entry(box(phase.String()+" sure", x, d.y, width), phase.String())
	}
	entry(box("running maybe", x, d.y, width), "possible")
	entry(diamond("running", x+width/2, d.y), "a client ends it, drawn as at once")
	entry(onward("running", x, x+width, d.y), "open end")
	d.y += barHeight
}

// cell draws a text beside the bars of a row.
func (d *drawing) cell(x float64, class, text string) { d.text(x, d.y+rowHeight/2+4, class, text) }

func (d *drawing) text(x, y float64, class, text string) {
	fmt.Fprintf(d, "<text class=%q x=\"%s\" y=\"%s\">%s</text>\n", class, px(x), px(y), escaped(text))
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(scenario.Printable(text))) // a Builder takes everything
	return b.String()
}
