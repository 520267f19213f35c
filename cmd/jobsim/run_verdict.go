package main

import (
	"fmt"
	"io"
	"sync"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/report"
)

// verdicts are those on sessions that ended or were reset while a command ran. Its method add is for emulator.Options.Judged.
type verdicts struct {
	mu     sync.Mutex
	past   []report.Session
	resets map[string]int // by session
	clean  int            // verdicts that have nothing to show, or are too many
}

// maxVerdicts is how many verdicts of sessions and resets are shown one by one.
const maxVerdicts = 1000

func (v *verdicts) add(j emulator.Judged) {
	v.mu.Lock()
	defer v.mu.Unlock()
	one := report.Session{ID: j.Session, Report: j.Report}
	if !j.Ended {
		if v.resets == nil {
			v.resets = map[string]int{}
		}
		v.resets[j.Session]++
		one.Reset = v.resets[j.Session]
	}
	v.keep(one)
}

// keep keeps a verdict if it has something to show. The lock is held.
func (v *verdicts) keep(one report.Session) {
	r := one.Report
	switch {
	case r.Requests == 0 && !r.Fails(verdict.Note):
	case len(r.Findings)+len(r.Allowed) == 0 && !r.Fails(verdict.Note), len(v.past) == maxVerdicts && !r.Fails(verdict.Error):
		v.clean++
	default:
		v.past = append(v.past, one)
	}
}

// all returns the verdicts on all that happened in an emulator whose clients have ended: that of the main session first.
func (v *verdicts) all(e *emulator.Emulator) []report.Session {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range e.Sessions() {
		v.keep(report.Session{ID: s.ID(), Report: s.Verdict(true)})
	}
	return append([]report.Session{{Report: e.Verdict(true)}}, v.past...)
}

// requests returns how many requests were judged.
func (v *verdicts) requests(all []report.Session) (n uint64) {
	for _, s := range all {
		n += s.Report.Requests
	}
	return n + uint64(v.clean)
}

// text writes verdicts for people.
func (v *verdicts) text(w io.Writer, all []report.Session) error {
	if err := report.Text(w, all); err != nil {
		return err
	}
	if v.clean > 0 {
		fmt.Fprintf(w, "%s of further sessions and resets passed without a finding\n", counted(v.clean, "verdict"))
	}
	if v.requests(all) == 0 {
		fmt.Fprintln(w, "no request arrived: a client must use the address in JOBSIM_URL, or one of the variables that jobsim run --help names")
	}
	return nil
}
