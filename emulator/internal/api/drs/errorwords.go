package drs

import (
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// errorWords returns the words of an error that a rule names: those that DRS itself says where it says always the same, else
// the name of the first parameter of the body, or the first task that the request names.
func errorWords(c *wire.Call, code string) []any {
	switch code {
	case "DRS.M00201", "DRS.M00202", "DRS.M00301", "DRS.M00305":
		return []any{firstMember(c)}
	case "DRS.M00210":
		return []any{"per_page ranges from 0 to 100."}
	case "DRS.M00273":
		return []any{"special characters"}
	case "DRS.M00300":
		return []any{"a maximum of 10 tasks can be queried at a time."}
	case "DRS.M00401", "DRS.M06020", "DRS.M06021":
		return []any{firstTask(c)}
	default:
		return otc.ErrorWords(nil)(c, code)
	}
}

// firstMember returns the name of the first member of the body, or "jobs", which most calls have.
func firstMember(c *wire.Call) string {
	body, _ := c.SoundBody()
	name := "jobs"
	gjson.ParseBytes(body).ForEach(func(key, _ gjson.Result) bool {
		name = key.String()
		return false
	})
	return name
}

// firstTask returns the ID of the first task that the body names; empty if it names none.
func firstTask(c *wire.Call) string {
	body, _ := c.SoundBody()
	first := gjson.GetBytes(body, "jobs.0")
	if first.IsObject() {
		first = first.Get("job_id")
	}
	return first.String()
}

// fillScript returns a script with the words of the request that starts it in the messages of its steps.
func fillScript(c *wire.Call, t *job.Timeline) *job.Timeline {
	return t.WithPayloads(func(payload any) (any, bool) {
		p, ok := payload.(Payload)
		if !ok || p.Unfilled == "" {
			return payload, false
		}
		p.Message, p.Unfilled = wire.FillMessage(p.Unfilled, errorWords(c, p.Code)...), ""
		return p, true
	})
}
