package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/jobsim/jobsim/emulator/explore"
)

// watch shows the progress on a terminal, ends the exploration when its time is over, and passes signals on, until done is closed.
func (x *exploration) watch(signals <-chan os.Signal, done <-chan struct{}) {
	const pause = 200 * time.Millisecond
	tick := time.NewTicker(pause)
	defer tick.Stop()
	var over <-chan time.Time
	if x.flags.time > 0 {
		timer := time.NewTimer(x.flags.time)
		defer timer.Stop()
		over = timer.C
	}
	shows := isTerminal(x.out)
	for {
		select {
		case <-done:
			if shows {
				fmt.Fprint(x.out, "\r\x1b[K")
			}
			return
		case <-over:
			x.timeUp.Store(true)
			x.space.Stop()
		case sig := <-signals:
			if sig == os.Interrupt || sig == syscall.SIGTERM {
				x.stop(sig, nil)
			}
		case <-tick.C:
			if shows {
				fmt.Fprint(x.out, "\r\x1b[K"+x.progress())
			}
		}
	}
}

// progress returns one line that says how far the exploration is.
func (x *exploration) progress() string {
	done, failed, all := x.space.Progress()
	took := time.Since(x.began)
	line := fmt.Sprintf("%d of about %s, %d failed", done, counted(all, "world"), failed)
	if done > 0 && all > done {
		left := time.Duration(float64(took) / float64(done) * float64(all-done))
		line += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return line
}

// report writes the reports, and saves the failing worlds if a flag says so.
func (x *exploration) report(all []reportFlag) error {
	r := x.space.Report()
	var first error
	for _, one := range all {
		if err := one.writeText(x.out, x.text(r, one.format)); first == nil {
			first = err
		}
	}
	if x.flags.save == "" {
		return first
	}
	files, err := r.Save(x.flags.save)
	for _, file := range files {
		fmt.Fprintf(x.out, "saved %s\n", file)
	}
	if err != nil && first == nil {
		first = fail(exitRuntime, "--save: %w", err)
	}
	return first
}

// text returns a report in a format.
func (x *exploration) text(r explore.Report, format string) []byte {
	switch format {
	case asJSON:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		_ = enc.Encode(r) // it has no type that JSON cannot have
		return b.Bytes()
	case asJUnit:
		return junitOf(r)
	}
	text := r.Text(func(world string) string { return "--only " + world })
	head := "explored "
	if x.interrupted() {
		head = "interrupted; explored so far "
	} else if x.timeUp.Load() {
		head = fmt.Sprintf("the time of %s is over; explored so far ", x.flags.time)
	} else if x.flags.only != "" && r.Worlds == 0 {
		head = "there is no world " + x.flags.only + "; explored "
	}
	return []byte(head + text)
}

// The elements of JUnit XML: a test for each kind of world, and one for each group of failures.
type (
	exploredSuite struct {
		XMLName  xml.Name       `xml:"testsuite"`
		Name     string         `xml:"name,attr"`
		Tests    int            `xml:"tests,attr"`
		Failures int            `xml:"failures,attr"`
		Cases    []exploredCase `xml:"testcase"`
	}
	exploredCase struct {
		Name    string           `xml:"name,attr"`
		Class   string           `xml:"classname,attr"`
		Failure *exploredFailure `xml:"failure"`
	}
	exploredFailure struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// junitOf returns a report as JUnit XML.
func junitOf(r explore.Report) []byte {
	suite := exploredSuite{Name: "jobsim explore"}
	for _, k := range r.Kinds {
		if k.Failed == 0 {
			suite.Cases = append(suite.Cases, exploredCase{Name: counted(k.Worlds, "world"), Class: "jobsim." + k.Kind})
		}
	}
	for _, g := range r.Groups {
		suite.Failures++
		suite.Cases = append(suite.Cases, exploredCase{Name: g.World, Class: "jobsim.worlds", Failure: &exploredFailure{
			Message: fmt.Sprintf("%s in %s", g.Failure, counted(g.Count, "world")), Text: strings.Join(g.Notes, "\n") + "\n" + g.Detail,
		}})
	}
	suite.Tests = len(suite.Cases)
	out, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		panic(err) // it has no type that XML cannot have
	}
	return append([]byte(xml.Header), append(out, '\n')...)
}
