package trace

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"
)

// partner returns the index of the request that goes best with a response, and how well; -1 if none can.
func (p *pairing) partner(o *pending) (best, most int) {
	best, most = -1, -1
	for i, q := range p.requests {
		if score := affinity(q, o); score > most {
			best, most = i, score
		}
	}
	return best, most
}

// affinity says how well a response goes with a request; below 0 if it cannot. Of requests that are alike the older one is taken.
func affinity(q, o *pending) int {
	if q.group != o.group || q.id != o.id || q.line > o.line {
		return -1
	}
	if o.id != "" {
		return 100
	}
	body := o.Response.Body.Bytes
	score := 40
	if method := gjson.GetBytes(q.Request.Body.Bytes, "method"); method.Exists() { // JSON-RPC
		if gjson.GetBytes(q.Request.Body.Bytes, "id").Raw != gjson.GetBytes(body, "id").Raw {
			return -1
		}
		score += 20
	}
	return max(0, score+byStatus(q, o)+byID(q.URL, body)+byNames(q.Request.Body.Bytes, body))
}

// byStatus compares a status, and whether there is a body, with the method.
func byStatus(q, o *pending) int {
	get := q.Method == http.MethodGet
	empty := len(o.Response.Body.Bytes) == 0 && o.Response.Body.State == Whole
	score := 0
	if get == empty {
		score -= 4 // a GET has a body, and the others have none more often than not
	}
	if get && (o.Status == http.StatusCreated || o.Status == http.StatusAccepted || o.Status == http.StatusNoContent) {
		score -= 12
	}
	return score
}

// byID looks for the ID at the end of a path in the body.
func byID(url string, body []byte) int {
	url, _, _ = strings.Cut(url, "?")
	last := url[strings.LastIndexByte(url, '/')+1:]
	switch isID := len(last) >= 8 && strings.ContainsAny(last, "0123456789"); {
	case !isID || len(body) == 0:
		return 0
	case bytes.Contains(body, []byte(last)):
		return 10
	}
	return -10
}

// byNames looks for the texts of a request in the body of the response, which repeats the name of what it created.
func byNames(request, response []byte) int {
	score := 0
	var visit func(gjson.Result)
	visit = func(v gjson.Result) {
		switch {
		case v.IsObject() || v.IsArray():
			v.ForEach(func(_, member gjson.Result) bool {
				visit(member)
				return true
			})
		case v.Type == gjson.String && len(v.Str) >= 3 && bytes.Contains(response, []byte(`"`+v.Str+`"`)):
			score = min(score+2, 8)
		}
	}
	visit(gjson.ParseBytes(request))
	return score
}
