package infer

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/trace"
)

// Call is an exchange whose operation is known.
type Call struct {
	trace.Exchange
	API string // empty if it is none of an emulated API
	Op  string // empty if the API has no such operation
}

// Options say what is inferred.
type Options struct {
	Words  []job.Vocabulary
	Origin time.Time // when the scenario's session begins; no later than the first call
	Source string    // what the description calls the trace
}

// vocabulary returns the words of an API; nil if there is none.
func (o *Options) vocabulary(api string) *job.Vocabulary {
	for i := range o.Words {
		if o.Words[i].API == api {
			return &o.Words[i]
		}
	}
	return nil
}

// Origin returns when a session must begin that plays these calls: at the first of them, or when the earliest job began that they
// show, unless that is longer than an hour before. What began earlier is treated as if it had begun with the trace.
func Origin(calls []Call) time.Time {
	const longest = time.Hour
	var first time.Time
	for _, c := range calls {
		if !c.At.IsZero() && (first.IsZero() || c.At.Before(first)) {
			first = c.At
		}
	}
	origin := first
	for _, c := range calls {
		for _, s := range sights(c) {
			if !s.began.IsZero() && s.began.Before(origin) && first.Sub(s.began) <= longest {
				origin = s.began
			}
		}
	}
	return origin
}
