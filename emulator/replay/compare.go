package replay

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/journal"
)

// Difference is a member of a response that did not come back as recorded.
type Difference struct {
	Path     string // such as "entities.volume_id"; "status" for that of HTTP
	Recorded string // as JSON; empty if there was none
	Got      string
}

// comparison compares a recorded body with that of the emulator.
type comparison struct {
	names     *names
	tolerance time.Duration // by which instants may differ
	found     []Difference
}

// maxDifferences is how many differences of one response are kept.
const maxDifferences = 50

func (c *comparison) bodies(recorded, got []byte) {
	if !gjson.ValidBytes(recorded) || !gjson.ValidBytes(got) {
		if !bytes.Equal(bytes.TrimSpace(recorded), bytes.TrimSpace(got)) {
			c.differ("body", quote(recorded), quote(got))
		}
		return
	}
	c.values(nil, gjson.ParseBytes(recorded), gjson.ParseBytes(got))
}

func quote(body []byte) string { return fmt.Sprintf("%.200q", body) }

func (c *comparison) differ(path, recorded, got string) {
	if len(c.found) < maxDifferences {
		c.found = append(c.found, Difference{Path: path, Recorded: recorded, Got: got})
	}
}

// values compares two JSON values. Members of objects are compared by name, items of lists by position.
func (c *comparison) values(path []string, recorded, got gjson.Result) {
	switch {
	case recorded.IsObject() && got.IsObject():
		c.objects(path, recorded, got)
	case recorded.IsArray() && got.IsArray():
		a, b := recorded.Array(), got.Array()
		if len(a) != len(b) {
			c.differ(strings.Join(path, "."), fmt.Sprintf("%d items", len(a)), fmt.Sprintf("%d items", len(b)))
			return
		}
		for i := range a {
			c.values(append(slices.Clip(path), fmt.Sprint(i)), a[i], b[i])
		}
	case !c.same(path, recorded, got):
		c.differ(strings.Join(path, "."), recorded.Raw, got.Raw)
	}
}

func (c *comparison) objects(path []string, recorded, got gjson.Result) {
	a, b := recorded.Map(), got.Map()
	recorded.ForEach(func(key, value gjson.Result) bool {
		name := append(slices.Clip(path), key.String())
		if other, ok := b[key.String()]; ok {
			c.values(name, value, other)
		} else {
			c.differ(strings.Join(name, "."), value.Raw, "")
		}
		return true
	})
	got.ForEach(func(key, value gjson.Result) bool {
		if _, ok := a[key.String()]; !ok {
			c.differ(strings.Join(append(slices.Clip(path), key.String()), "."), "", value.Raw)
		}
		return true
	})
}

// same reports whether two values are the same, but for what servers draw, for instants that are as near as the trace says, and for
// what is masked in the trace.
func (c *comparison) same(path []string, recorded, got gjson.Result) bool {
	if recorded.Type == gjson.String && recorded.Str == "***" {
		return true
	}
	if recorded.Type != got.Type {
		return false
	}
	switch recorded.Type {
	case gjson.String:
		if len(path) > 0 && journal.Secret(path[len(path)-1]) && !c.names.isDrawn(recorded.Str) {
			return true
		}
		return recorded.Str == got.Str && c.names.texts[recorded.Str] == "" || c.names.pair(recorded.Str, got.Str) || c.nearly(recorded.Str, got.Str)
	case gjson.Number:
		name := ""
		for i := len(path) - 1; i >= 0 && name == ""; i-- {
			if strings.Trim(path[i], "0123456789") != "" {
				name = path[i]
			}
		}
		if familyOf(name) != "" {
			return c.names.pairNumber(name, recorded.Raw, got.Raw)
		}
		return recorded.Num == got.Num
	default:
		return recorded.Raw == got.Raw
	}
}

// instantLayouts are the forms of instants in responses.
var instantLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999", "2006-01-02 15:04:05.999999"}

// nearly reports whether two texts are instants that differ by no more than the trace's own precision.
func (c *comparison) nearly(recorded, got string) bool {
	for _, layout := range instantLayouts {
		a, err1 := time.Parse(layout, recorded)
		b, err2 := time.Parse(layout, got)
		if err1 == nil && err2 == nil {
			return a.Sub(b).Abs() <= c.tolerance
		}
	}
	return false
}
