package infer

import (
	"fmt"
	"strings"
)

func (w *writer) rule(r Rule) {
	w.item = true
	if r.Name != "" {
		w.line(2, "name: %s", text(r.Name))
	}
	api, _, _ := strings.Cut(r.Call, ".")
	if r.Path != "" {
		w.line(2, "path: %s", text(r.Path))
	} else {
		w.line(2, "call: %s", r.Call)
	}
	if len(r.Nth) > 0 {
		w.line(2, "nth: %s", nth(r.Nth))
	}
	if r.From > 0 {
		w.line(2, "from: %s", duration(r.From))
	}
	if r.Until > 0 {
		w.line(2, "until: %s", duration(r.Until))
	}
	if r.Delay.Max > 0 {
		w.line(2, "delay: %s", span(r.Delay))
	}
	if r.Break != "" {
		w.line(2, "break: %s", r.Break)
	}
	if len(r.Start) > 0 {
		w.line(2, "start:")
		w.line(3, "timeline:")
		w.steps(4, r.Start, api)
	}
	if fields := r.answer(); len(fields) > 0 {
		w.line(2, "answer: %s", flow(fields))
	}
	if len(r.Set)+len(r.Omit) > 0 {
		w.line(2, "edit: %s", flow(r.edit()))
	}
}

// edit returns the fields of an edit.
func (r *Rule) edit() []Field {
	var fields []Field
	if len(r.Set) > 0 {
		fields = append(fields, Field{"set", r.Set})
	}
	if len(r.Omit) > 0 {
		omit := make([]any, len(r.Omit))
		for i, path := range r.Omit {
			omit[i] = path
		}
		fields = append(fields, Field{"omit", omit})
	}
	return fields
}

// answer returns the fields of an answer.
func (r *Rule) answer() []Field {
	var fields []Field
	if r.Code != "" {
		fields = append(fields, Field{"error", r.Code})
	}
	if r.Message != "" {
		fields = append(fields, Field{"message", r.Message})
	}
	if r.Status != 0 {
		fields = append(fields, Field{"status", number(fmt.Sprint(r.Status))})
	}
	if len(r.Headers) > 0 {
		fields = append(fields, Field{"headers", r.Headers})
	}
	if r.Retry != "" {
		fields = append(fields, Field{"retry_after", r.Retry})
	}
	if r.Body != nil {
		fields = append(fields, Field{"body", *r.Body})
	}
	return fields
}

// nth writes ordinals: "1, 3, 5..7".
func nth(list []int) string {
	var items []string
	for i := 0; i < len(list); {
		end := i
		for end+1 < len(list) && list[end+1] == list[end]+1 {
			end++
		}
		item := fmt.Sprint(list[i])
		if end > i {
			item = fmt.Sprintf("%d..%d", list[i], list[end])
		}
		items = append(items, item)
		i = end + 1
	}
	return strings.Join(items, ", ")
}
