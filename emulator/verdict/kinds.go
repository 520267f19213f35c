package verdict

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is one kind of finding.
type Kind struct {
	ID     string `json:"id"`
	Level  Level  `json:"level"`
	Title  string `json:"title"`   // what the client does, in a few words
	Why    string `json:"why"`     // why it matters
	Source string `json:"source"`  // who says so: an RFC's section, a vendor's page, a public report
	WayOut string `json:"way_out"` // what to do instead
	// Thresholds are the names of the thresholds that it uses; see ThresholdTable.
	Thresholds []string `json:"thresholds,omitempty"`
	// Cadence says that it judges pauses, for which client and server must share time.
	Cadence bool `json:"cadence,omitempty"`
	// Scenario is the shipped scenario that provokes it: "evs/throttled".
	Scenario string `json:"scenario"`
	// Example is what a client that has it does, a request in each line.
	Example []string `json:"example"`

	start func(Thresholds) detector
}

// Kinds returns all kinds of findings, ordered by id.
func Kinds() []Kind {
	all := slices.Clone(kinds())
	slices.SortFunc(all, func(a, b Kind) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return all
}

// KindOf returns the kind with an id.
func KindOf(id string) (Kind, bool) {
	all := kinds()
	i := slices.IndexFunc(all, func(k Kind) bool { return k.ID == id })
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// CheckKind returns an error if there is no kind with an id. The error names the kinds.
func CheckKind(id string) error {
	if _, ok := KindOf(id); ok {
		return nil
	}
	return fmt.Errorf("there is no finding %q: want one of %s", id, strings.Join(KindIDs(), ", "))
}

// KindIDs returns the ids of all kinds, ordered.
func KindIDs() []string {
	var ids []string
	for _, k := range Kinds() {
		ids = append(ids, k.ID)
	}
	return ids
}
