package infer

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// YAML returns the scenario's text. Status words that an API does not have are written as meant.
func (d *Draft) YAML(words []job.Vocabulary) []byte {
	w := &writer{words: words}
	w.line(0, "description: %s", prose(d.Description))
	for _, r := range d.Remarks {
		w.line(0, "# %s", strings.ReplaceAll(r, "\n", " "))
	}
	if len(d.Settings) > 0 {
		w.line(0, "settings: %s", flow(d.Settings))
	}
	if len(d.Resources) > 0 {
		w.line(0, "")
		w.line(0, "resources:")
		for _, r := range d.Resources {
			w.resource(r)
		}
	}
	if len(d.Jobs) > 0 {
		w.line(0, "")
		w.line(0, "jobs:")
		for _, j := range d.Jobs {
			w.job(1, j, j.API)
		}
	}
	if rules := slices.Concat(d.Failures, d.Edits, d.Delays, d.Rules); len(rules) > 0 {
		w.line(0, "")
		w.line(0, "rules:")
		for _, r := range rules {
			w.rule(r)
		}
	}
	return []byte(w.String())
}

// writer writes lines of YAML.
type writer struct {
	strings.Builder
	words []job.Vocabulary
	item  bool // whether the next line begins an item of a list
}

func (w *writer) line(depth int, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if line != "" {
		indent := strings.Repeat("  ", depth)
		if w.item {
			indent, w.item = indent[2:]+"- ", false
		}
		line = indent + line
	}
	w.WriteString(line + "\n")
}

func (w *writer) job(depth int, j Job, api string) {
	w.item = true
	depth++
	if j.API != "" {
		w.line(depth, "api: %s", j.API)
	}
	w.line(depth, "%s: %s", j.IDWord, text(j.ID))
	if j.Type != "" {
		w.line(depth, "type: %s", w.kind(api, j.Type))
	}
	if j.Starts > 0 {
		w.line(depth, "starts: %s", duration(j.Starts))
	}
	for _, f := range j.Fields {
		w.line(depth, "%s: %s", f.Name, value(f.Value))
	}
	if len(j.Steps) > 0 {
		w.line(depth, "timeline:")
		w.steps(depth+1, j.Steps, api)
	}
	if len(j.Children) > 0 {
		w.line(depth, "sub_jobs:")
		for _, c := range j.Children {
			w.job(depth+1, c, api)
		}
	}
}

func (w *writer) steps(depth int, list []Step, api string) {
	for _, s := range list {
		fields := []Field{{"status", w.status(api, s)}}
		if s.For.Max > 0 {
			fields = append(fields, Field{"for", span(s.For)})
		}
		w.item = true
		w.line(depth+1, "%s", flow(append(fields, w.payload(api, s.Payload)...)))
	}
}

// payload returns the fields of a step as a person would write them: without what the API's table says anyway.
func (w *writer) payload(api string, list []Field) []Field {
	v := w.vocabulary(api)
	var all []Field
	var row job.ErrorRow
	for _, f := range list {
		switch code, message := codeOf(f); {
		case f.Name == "error" && v != nil:
			known := false
			if row, known = v.Error(code); known && (message == "" || message == row.Message) {
				all = append(all, Field{"error", code})
				continue
			}
			if message == "" {
				message = reasonOf(list)
			}
			row = job.ErrorRow{Message: message}
			all = append(all, Field{"error", []Field{{"code", code}, {"message", message}}})
		case (f.Name == "reason" || f.Name == "message") && f.Value == row.Message && row.Message != "":
		default:
			all = append(all, f)
		}
	}
	return all
}

func codeOf(f Field) (code, message string) {
	switch v := f.Value.(type) {
	case string:
		return v, ""
	case []Field:
		if f.Name == "error" && len(v) == 2 {
			code, _ = v[0].Value.(string)
			message, _ = v[1].Value.(string)
		}
	}
	return code, message
}

func reasonOf(list []Field) string {
	for _, f := range list {
		if s, ok := f.Value.(string); ok && (f.Name == "reason" || f.Name == "message") {
			return s
		}
	}
	return "unknown"
}

// status returns a status as it is written: a word of the API, or another one on purpose.
func (w *writer) status(api string, s Step) any {
	if v := w.vocabulary(api); v != nil {
		if _, known := v.Word(s.Status); known {
			return s.Status
		}
	}
	phase := "running"
	if s.Failed {
		phase = "failed"
	}
	return []Field{{"name", s.Status}, {"phase", phase}}
}

func (w *writer) kind(api, kind string) string {
	v := w.vocabulary(api)
	if v == nil || v.OpenTypes || slices.Contains(v.Types, kind) {
		return text(kind)
	}
	return flow([]Field{{"name", kind}})
}

func (w *writer) vocabulary(api string) *job.Vocabulary {
	o := Options{Words: w.words}
	return o.vocabulary(api)
}

func span(s Span) string {
	if s.Min == s.Max {
		return duration(s.Min)
	}
	return duration(s.Min) + ".." + duration(s.Max)
}

// duration writes a duration without the zeros that Go writes: 1m0s is 1m.
func duration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// text writes a string that is taken as it is written, whatever YAML makes of it.
func text(s string) string {
	plain := s != "" && strings.TrimSpace(s) == s && !strings.ContainsAny(s, "\n\t\"'#,[]{}&*!|>%@`\\") && !strings.Contains(s, ": ") &&
		!strings.HasSuffix(s, ":") && !strings.ContainsAny(s[:1], "-?:") && strconv.Quote(s) == `"`+s+`"`
	if plain {
		return s
	}
	return quoted(s)
}

// prose writes a string that has a line of its own, where a comma needs no quotes.
func prose(s string) string {
	if plain := strings.ReplaceAll(s, ",", ""); text(plain) == plain {
		return s
	}
	return quoted(s)
}

// quoted writes a string in double quotes, as both JSON and YAML take it.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// value writes data. A string that YAML would take for something else is quoted.
func value(v any) string {
	switch v := v.(type) {
	case string:
		var plain any
		if s := text(v); s == v && yaml.Unmarshal([]byte(s), &plain) == nil && plain == any(v) {
			return s
		}
		return quoted(v)
	case number:
		return string(v)
	case []Field:
		return flow(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = value(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case nil:
		return "null"
	}
	return fmt.Sprint(v)
}

// flow writes a mapping in one line.
func flow(list []Field) string {
	items := make([]string, len(list))
	for i, f := range list {
		items[i] = value(f.Name) + ": " + value(f.Value)
	}
	return "{" + strings.Join(items, ", ") + "}"
}
