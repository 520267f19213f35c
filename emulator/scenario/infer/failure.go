package infer

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/trace"
)

// Failure is a call that failed, or that had no response, for no reason that jobs explain.
type Failure struct {
	Call     string // "evs.showJob"
	Nth      int    // the how-manieth call of this operation it was
	At       time.Duration
	Response trace.Response
	Words    []job.Vocabulary
}

// Empty reports whether the draft says nothing, so that it is no scenario.
func (d *Draft) Empty() bool {
	return len(d.Settings)+len(d.Resources)+len(d.Jobs)+len(d.Rules)+len(d.Failures)+len(d.Edits)+len(d.Delays) == 0
}

// Fail adds rules for failures. Failures that are alike share one rule; failures of different calls have a rule each.
func (d *Draft) Fail(list []Failure) {
	for _, f := range list {
		r := f.rule()
		i := slices.IndexFunc(d.Failures, func(other Rule) bool { return other.Call == r.Call && SameAnswer(other, r) })
		switch {
		case i < 0:
			d.Failures = append(d.Failures, r)
		case !slices.Contains(d.Failures[i].Nth, f.Nth):
			d.Failures[i].Nth = append(d.Failures[i].Nth, f.Nth)
			slices.Sort(d.Failures[i].Nth)
		}
	}
}

// SameAnswer reports whether two rules answer alike.
func SameAnswer(a, b Rule) bool {
	same := a.Body == b.Body || a.Body != nil && b.Body != nil && *a.Body == *b.Body
	return same && a.Break == b.Break && slices.Equal(a.answerTexts(), b.answerTexts())
}

func (r *Rule) answerTexts() []string {
	var texts []string
	for _, f := range r.answer() {
		if f.Name != "body" {
			texts = append(texts, value(f.Value))
		}
	}
	return texts
}

// rule makes the rule of one failure: by the code of the API's table if the response has one of them, else as it was on the wire.
func (f *Failure) rule() Rule {
	r := Rule{Call: f.Call, Nth: []int{f.Nth}}
	if f.Response.Status == 0 {
		r.Break = "reset"
		return r
	}
	r.Retry = retry(f.Response.Header)
	api, _, _ := strings.Cut(f.Call, ".")
	code, message := ErrorCode(api, f.Response.Body.Bytes), errorMessage(api, f.Response.Body.Bytes)
	o := Options{Words: f.Words}
	if v := o.vocabulary(api); v != nil && code != "" {
		if row, known := v.Error(code); known {
			r.Code = code
			if message != "" && message != row.Message {
				r.Message = message
			}
			if f.Response.Status != row.HTTP {
				r.Status = f.Response.Status
			}
			return r
		}
	}
	r.Status = f.Response.Status
	if kind := f.Response.Header.Get("Content-Type"); kind != "" && kind != "application/json" {
		r.Headers = []Field{{"Content-Type", kind}}
	}
	if body := string(f.Response.Body.Bytes); body != "" {
		r.Body = &body
	}
	return r
}

// ErrorCode returns the code of an error in the envelope of an API; empty if a body has none.
func ErrorCode(api string, body []byte) string {
	if api == "element" {
		return gjson.GetBytes(body, "error.name").String()
	}
	for _, path := range [...]string{"error_code", "error.code", "errCode"} {
		if code := gjson.GetBytes(body, path); code.Type == gjson.String && !gjson.GetBytes(body, "job_id").Exists() {
			return code.Str
		}
	}
	return ""
}

func errorMessage(api string, body []byte) string {
	paths := []string{"error_msg", "error.message", "message"}
	if api == "element" {
		paths = paths[1:2]
	}
	for _, path := range paths {
		if message := gjson.GetBytes(body, path); message.Type == gjson.String {
			return message.Str
		}
	}
	return ""
}

// retry returns the Retry-After header as a scenario writes it.
func retry(h http.Header) string {
	after := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(after); err == nil && seconds >= 0 {
		return duration(time.Duration(seconds) * time.Second)
	}
	at, err1 := http.ParseTime(after)
	now, err2 := http.ParseTime(h.Get("Date"))
	if err1 != nil || err2 != nil || at.Before(now) {
		return ""
	}
	return "date " + duration(at.Sub(now))
}
