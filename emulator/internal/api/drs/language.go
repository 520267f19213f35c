package drs

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// zh holds the published Chinese texts by code. It is read only.
var zh = zhTexts()

// wantsChinese reports whether X-Language is zh-cn in any case (drs_api_0101), also with an underscore. Any other
// value, or none, means English [inferred].
func wantsChinese(c *wire.Call) bool {
	return strings.EqualFold(strings.ReplaceAll(c.Header.Get("X-Language"), "_", "-"), "zh-cn")
}

// inChinese returns the error with the published Chinese text of its code and the same argument. An error without such
// a text, or with a message of its own, is returned unchanged: codes and status words are never translated.
func inChinese(r *wire.APIError) *wire.APIError {
	text, ok := zh[r.Row.Code]
	if !ok {
		return r
	}
	before, after, _ := strings.Cut(r.Row.Message, "%s")
	word, begins := strings.CutPrefix(r.Message, before)
	word, ends := strings.CutSuffix(word, after)
	if !begins || !ends {
		return r
	}
	return &wire.APIError{Row: r.Row, Message: strings.Replace(text, "%s", word, 1)}
}
