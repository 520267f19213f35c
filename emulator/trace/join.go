package trace

import "strings"

// Join puts exchanges together that are halves: a file with a request, and one with its response that differs in "response" alone.
func Join(list []Exchange) []Exchange {
	responses := map[string]int{}
	for i, e := range list {
		if e.Request.Method == "" {
			responses[e.File] = i
		}
	}
	joined := map[int]bool{}
	for i, e := range list {
		if e.Request.Method == "" || e.Response.Status != 0 || !strings.Contains(e.File, "request") {
			continue
		}
		at := strings.LastIndex(e.File, "request")
		other, ok := responses[e.File[:at]+"response"+e.File[at+len("request"):]]
		if !ok || joined[other] {
			continue
		}
		list[i].Response, joined[other] = list[other].Response, true
		if list[i].At.IsZero() {
			list[i].At = list[other].At
		}
	}
	var all []Exchange
	for i, e := range list {
		if !joined[i] {
			all = append(all, e)
		}
	}
	return all
}
