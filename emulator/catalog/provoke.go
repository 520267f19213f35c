package catalog

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/httpwriter"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// DefaultURL is the URL in Error.Curl: that of a server by default.
const DefaultURL = "http://127.0.0.1:8080"

// rowHeader is the request header that selects an error.
const rowHeader = "X-Jobsim-Row"

// provoke requests each error of an API, in the order of its table.
func provoke(a wire.API) ([]Error, error) {
	values, err := playback.Settings([]job.Vocabulary{a.Vocabulary}, scenario.Documented, nil)
	if err != nil {
		return nil, err
	}
	rules := make([]rule.Rule, len(a.Vocabulary.Errors))
	for i := range rules {
		rules[i] = rule.Rule{
			API: a.Name, Call: "*", Chance: 1, Answer: answerOf(a.Vocabulary.Errors, i),
			Where: []rule.Condition{{From: rule.FromHeader, Name: rowHeader, Test: rule.Equal, Want: strconv.Itoa(i)}},
		}
	}
	front := wire.NewDispatcher([]wire.API{a}, 0)
	now := clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC))
	from := world.New(now, 1, values, rules...)
	entries := make([]Error, len(rules))
	for i, r := range rules {
		sent, op, err := send(a, front, from, i)
		if err != nil {
			return nil, err
		}
		entries[i] = entry(a, a.Vocabulary.Errors[i], r.Answer, sent, op)
	}
	return entries, nil
}

// answerOf returns the answer of a rule that gets a row. A code alone gets its first row; the later ones need their status and
// message too.
func answerOf(rows []job.ErrorRow, i int) *rule.Answer {
	a := &rule.Answer{Code: rows[i].Code}
	if slices.IndexFunc(rows, func(r job.ErrorRow) bool { return r.Code == a.Code }) < i {
		a.Status, a.Message = rows[i].HTTP, unfilled(rows[i].Message)
	}
	return a
}

// unfilled returns a message without what the request would fill in.
func unfilled(message string) string { return strings.ReplaceAll(message, "%s", "") }

// send sends the API's poll. It returns the response with a row of the error table, and the operation.
func send(a wire.API, front *wire.Dispatcher, from *world.World, row int) (sent *httpwriter.Buffer, op string, err error) {
	sent = new(httpwriter.Buffer)
	p := a.Poll("1")
	r, err := http.NewRequest(p.Method, DefaultURL+p.Path, strings.NewReader(p.Body))
	if err != nil {
		return sent, "", err
	}
	r.Header.Set(p.Header.Name, p.Header.Value)
	r.Header.Set(rowHeader, strconv.Itoa(row))
	call, _ := front.Serve(sent, r, from)
	return sent, call.Op, nil
}

// entry returns a row of the error table with its response and the ways to get it.
func entry(a wire.API, row job.ErrorRow, said *rule.Answer, sent *httpwriter.Buffer, op string) Error {
	e := Error{
		API: a.Name, APIs: []string{a.Name},
		Code: row.Code, HTTP: sent.Status, Message: row.Message, Where: row.Where, Source: row.Source, Grade: row.Grade,
		Type: sent.Header().Get("Content-Type"), Body: sent.Body.String(),
		Curl: a.Poll("1").Curl(DefaultURL),
	}
	answer := "error: " + row.Code
	if said.Message == "" {
		e.Always = a.Name + ":" + row.Code
	} else {
		answer += fmt.Sprintf(", status: %d, message: %q", said.Status, said.Message)
	}
	e.Rule = fmt.Sprintf("{call: %s.%s, answer: {%s}}", a.Name, op, answer)
	e.Step = stepOf(a.Vocabulary, row, said)
	return e
}

// stepOf returns the step of a job that fails with a row; empty if the API's jobs show no error.
func stepOf(v job.Vocabulary, row job.ErrorRow, said *rule.Answer) string {
	failed := slices.IndexFunc(v.Words, func(w job.Word) bool { return w.Phase == job.Failed })
	field := slices.IndexFunc(v.StepFields, func(f job.Field) bool { return f.Kind == job.Code })
	if failed < 0 || field < 0 {
		return ""
	}
	code := row.Code
	if said.Message != "" || strings.Contains(row.Message, "%s") {
		code = fmt.Sprintf("{code: %s, message: %q}", row.Code, unfilled(row.Message))
	}
	return fmt.Sprintf("{status: %s, %s: %s}", v.Words[failed].Status, v.StepFields[field].Name, code)
}
