package explore

import (
	"fmt"
	"strings"
	"unique"

	"github.com/jobsim/jobsim/emulator/journal"
)

// met is the name of a call and the faults that can happen to it, as text: a line for the name, and one for each fault, whose fields
// tabs separate. Most calls of most runs are alike, so that what many runs are remembered by takes little memory.
type met = unique.Handle[string]

// calls returns the calls of a run, each with its faults.
func (s *Space) calls(entries []journal.Entry) []met {
	var all []met
	for _, r := range s.requests(entries) {
		lines := []string{r.name}
		for _, kind := range s.opts.Faults {
			for _, f := range r.faults(kind, s.opts.Strict) {
				lines = append(lines, strings.Join([]string{string(f.kind), f.which, f.effect, f.note}, "\t"))
			}
		}
		all = append(all, unique.Make(strings.Join(lines, "\n")))
	}
	return all
}

// sweep returns the pins for all faults at the calls of a run, from the call behind a given one on; the zero call is before the first.
func sweep(calls []met, behind call) (pins []*Pin) {
	counts := map[string]int{}
	begun := behind == call{}
	for _, one := range calls {
		lines := strings.Split(one.Value(), "\n")
		counts[lines[0]]++
		at := call{lines[0], counts[lines[0]]}
		for _, line := range lines[1:] {
			if begun {
				pins = append(pins, faultPin(at, strings.Split(line, "\t")))
			}
		}
		begun = begun || at == behind
	}
	return pins
}

// faultPin returns the pin for a fault with the fields kind, which, effect and note at a call.
func faultPin(at call, f []string) *Pin {
	name := f[0]
	if f[1] != "" {
		name += "-" + f[1]
	}
	rule := f[2]
	if !strings.HasPrefix(rule, "{") {
		rule = fmt.Sprintf("{call: %s, nth: %d, %s}", at.name, at.nth, f[2])
	}
	return &Pin{
		Kind: Kind(f[0]), Name: fmt.Sprintf("%s@%d=%s", at.name, at.nth, name), Note: fmt.Sprintf("call %d of %s: %s", at.nth, at.name, f[3]),
		call: at, rule: rule,
	}
}
