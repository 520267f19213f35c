package otc

import "github.com/jobsim/jobsim/emulator/internal/wire"

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
