package explore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// Plain is the name of the plain world.
const Plain = "plain"

// World is one way in which a scenario and the calls of a client can go.
type World struct {
	N    int    // its number, from 0 for the plain world
	Name string // the names of its pins; Plain if it has none
	Pins []*Pin // in the order of their kinds

	space  *Space
	parent int
}

// Name returns the name of a world with these pins.
func name(pins []*Pin) string {
	if len(pins) == 0 {
		return Plain
	}
	names := make([]string, len(pins))
	for i, p := range pins {
		names[i] = p.Name
	}
	return strings.Join(names, ",")
}

// Kind returns the kinds of the pins, "503" or "branch+lose"; Plain if it has none.
func (w World) Kind() string {
	if len(w.Pins) == 0 {
		return Plain
	}
	kinds := make([]string, len(w.Pins))
	for i, p := range w.Pins {
		kinds[i] = string(p.Kind)
	}
	return strings.Join(kinds, "+")
}

// Cause returns what the world differs by, without the number of a call: "503 at evs.showJob". Worlds of one cause fail alike.
func (w World) Cause() string {
	if len(w.Pins) == 0 {
		return "the plain world"
	}
	causes := make([]string, len(w.Pins))
	for i, p := range w.Pins {
		if causes[i] = p.Name; p.rule != "" {
			causes[i] = fmt.Sprintf("%s at %s", p.Kind, p.call.name)
		}
	}
	return strings.Join(causes, ", ")
}

// Notes returns what the world differs by, for people.
func (w World) Notes() []string {
	notes := make([]string, len(w.Pins))
	for i, p := range w.Pins {
		notes[i] = p.Note
	}
	return notes
}

// Ancestors returns the names of the worlds whose calls have to be known to find this one, the plain one first.
func Ancestors(name string) []string {
	if name == Plain || name == "" {
		return nil
	}
	all := []string{Plain}
	pins := strings.Split(name, ",")
	for i := 1; i < len(pins); i++ {
		all = append(all, strings.Join(pins[:i], ","))
	}
	return all
}

// faultsName is the name of the scenario with the faults of a world.
const faultsName = "faults"

// Sources returns the scenarios that show the world: those that are explored, with nothing left open, and before them one with the
// faults.
func (w World) Sources() []scenario.Source {
	sources := w.space.texts(w.Pins)
	if rules := w.rules(); len(rules) > 0 {
		src := scenario.Source{Name: faultsName, Text: []byte("rules:\n  - " + strings.Join(rules, "\n  - ") + "\n")}
		return append([]scenario.Source{src}, sources...)
	}
	return slices.Clone(sources)
}

// rules returns the rules that make the faults, each as an item of a list.
func (w World) rules() (all []string) {
	for _, p := range w.Pins {
		if p.rule != "" {
			all = append(all, p.rule)
		}
	}
	return all
}
