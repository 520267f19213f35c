package wire

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"

	"github.com/jobsim/jobsim/emulator/rule"
)

// edit changes a response that was kept. Paths apply to a JSON body; another body is left as it is.
func (r *Recorder) edit(e *rule.Edit) {
	if e.Status != 0 {
		r.Status = e.Status
	}
	setHeaders(r.Header(), e.Headers)
	if e.Retry != nil {
		r.Header().Set("Retry-After", r.call.retryAfter(*e.Retry))
	}
	if (len(e.Set) == 0 && len(e.Omit) == 0) || !gjson.ValidBytes(r.kept) {
		return
	}
	for _, path := range e.Omit {
		for _, p := range eachItem(r.kept, path) {
			if body, err := sjson.DeleteBytes(r.kept, p); err == nil { // else there is nothing at this path
				r.kept = body
			}
		}
	}
	for _, v := range e.Set {
		for _, p := range eachItem(r.kept, v.Path) {
			if body, err := sjson.SetRawBytes(r.kept, p, []byte(v.JSON)); err == nil { // else the path leads through a text
				r.kept = body
			}
		}
	}
	if r.Header().Get("Content-Length") != "" {
		r.Header().Del("Content-Length") // net/http computes it
	}
}

// eachItem returns a path as it is or, if it goes through a list by "#", one path for each item of the list: sjson does not know
// "#" as gjson does.
func eachItem(body []byte, path string) []string {
	before, after, through := strings.Cut(path, "#.")
	if !through || (before != "" && !strings.HasSuffix(before, ".")) {
		return []string{path}
	}
	var all []string
	for i := range gjson.GetBytes(body, before+"#").Int() {
		all = append(all, eachItem(body, before+strconv.FormatInt(i, 10)+"."+after)...)
	}
	return all
}

// setHeaders sets headers, and removes those without a value.
func setHeaders(h http.Header, all []rule.Header) {
	for _, one := range all {
		if one.Value == "" {
			h.Del(one.Name)
		} else {
			h.Set(one.Name, one.Value)
		}
	}
}
