package otc

import (
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// ErrorWords returns a function for wire.API.ErrorWords. members names, by the code of an error, the members of the request's
// body that its message repeats.
func ErrorWords(members map[string][]string) func(*wire.Call, string) []any {
	return func(c *wire.Call, code string) (words []any) {
		if code == "APIGW.0607" {
			return []any{"HTTPS"}
		}
		for _, member := range members[code] {
			value, _ := c.Value("body", member)
			words = append(words, value)
		}
		return words
	}
}

// FillScript returns a function for wire.API.FillScript, given that for wire.API.ErrorWords.
func FillScript(words func(*wire.Call, string) []any) func(*wire.Call, *job.Timeline) *job.Timeline {
	return func(c *wire.Call, t *job.Timeline) *job.Timeline {
		return t.WithPayloads(func(payload any) (any, bool) {
			p, ok := payload.(Payload)
			if !ok || p.Unfilled == "" {
				return payload, false
			}
			p.Reason, p.Unfilled = wire.FillMessage(p.Unfilled, words(c, p.Code)...), ""
			return p, true
		})
	}
}
