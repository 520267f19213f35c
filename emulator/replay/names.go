package replay

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/rewrite"
)

// names maps what the recorded server drew, such as the ID of a new job, to what the emulator drew in its place.
type names struct {
	texts   map[string]string
	numbers map[string]map[string]string // by family
	taken   map[string]bool              // what a text was mapped to
	own     map[string]bool              // replacements of what only the recorded server called so
}

func newNames() *names {
	return &names{texts: map[string]string{}, numbers: map[string]map[string]string{}, taken: map[string]bool{}}
}

// drawn are the forms of what servers draw: UUIDs and the IDs of DRS, 32 or more hex digits, and names of targets.
var drawn = []*regexp.Regexp{
	regexp.MustCompile(`^[0-9a-zA-Z]{8}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{12}$`),
	regexp.MustCompile(`^[0-9a-fA-F]{16,}$`),
	regexp.MustCompile(`^iqn\.[\w.:-]+$`),
	regexp.MustCompile(`^req-[0-9a-f-]+$`),
}

// pair maps a recorded text to that of the emulator if both are of the same drawn form. It reports whether they go together.
func (n *names) pair(recorded, got string) bool {
	if known, ok := n.texts[recorded]; ok {
		return known == got
	}
	if n.own[recorded] && !n.taken[got] {
		n.texts[recorded], n.taken[got] = got, true
		return true
	}
	for _, form := range drawn {
		if form.MatchString(recorded) && form.MatchString(got) && !n.taken[got] {
			n.texts[recorded], n.taken[got] = got, true
			return true
		}
	}
	return n.translate(recorded) == got
}

// isDrawn reports whether a text has one of the drawn forms.
func (n *names) isDrawn(s string) bool {
	return slices.ContainsFunc(drawn, func(form *regexp.Regexp) bool { return form.MatchString(s) })
}

// pairNumber does so for a number under a name such as volumeID.
func (n *names) pairNumber(name, recorded, got string) bool {
	family := familyOf(name)
	if family == "" {
		return false
	}
	if n.numbers[family] == nil {
		n.numbers[family] = map[string]string{}
	}
	known, ok := n.numbers[family][recorded]
	if !ok {
		n.numbers[family][recorded] = got
	}
	return !ok || known == got
}

// familyOf returns what the number under a name counts: all names of a volume's number are of one family. It is empty for a name that
// is none of an ID.
func familyOf(name string) string {
	name = strings.ToLower(name)
	if !strings.HasSuffix(name, "id") && !strings.HasSuffix(name, "ids") && !strings.HasSuffix(name, "handle") {
		return ""
	}
	for _, family := range [...]string{"bulk", "bv", "groupclone", "clone", "volume", "account", "async", "snapshot", "drive", "node"} {
		if strings.Contains(name, family) {
			return strings.Replace(family, "bv", "bulk", 1)
		}
	}
	return name
}

// word is a stretch of letters, digits and dashes, as IDs are made of.
var word = regexp.MustCompile(`[0-9A-Za-z-]{4,}|iqn\.[\w.:-]+`)

// translate replaces the recorded IDs in a text, such as a path.
func (n *names) translate(text string) string {
	if len(n.texts) == 0 {
		return text
	}
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if to, ok := n.texts[w]; ok {
			return to
		}
		return w
	})
}

// translateJSON replaces the recorded IDs in a body.
func (n *names) translateJSON(body []byte) []byte {
	return rewrite.JSON(body, func(path []string, value gjson.Result) (string, bool) {
		name := ""
		if len(path) > 0 {
			name = path[len(path)-1]
		}
		switch value.Type {
		case gjson.String:
			if to := n.translate(value.Str); to != value.Str {
				quoted, err := json.Marshal(to)
				return string(quoted), err == nil
			}
		case gjson.Number:
			to, ok := n.numbers[familyOf(name)][value.Raw]
			return to, ok
		default:
		}
		return "", false
	})
}
