package playback

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// SnapshotError is the reason why a text is no snapshot, or why it cannot be restored.
type SnapshotError struct{ Reason string }

// Error returns the reason.
func (e *SnapshotError) Error() string { return e.Reason }

// readSnapshot reads a snapshot. Its error is a *SnapshotError.
func readSnapshot(text []byte) (f snapshotFile, err error) {
	none := func(why string) error {
		return &SnapshotError{"this is no snapshot: " + why}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return f, none(strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if doc.Kind == 0 {
		return f, none("it is empty")
	}
	if twice := duplicateKey(&doc); twice != "" {
		return f, none(twice)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return f, none(misfit(err))
	}
	return f, nil
}

// duplicateKey returns a message about a name that is twice in one mapping, or "". The library finds it too, but compares each name with
// each other one and lists all pairs: a hundred kilobytes of them would fill the memory.
func duplicateKey(n *yaml.Node) string {
	if n.Kind == yaml.MappingNode {
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			name := n.Content[i].Value
			if seen[name] {
				return fmt.Sprintf("line %d: %q is there twice", n.Content[i].Line, name)
			}
			seen[name] = true
		}
	}
	for _, part := range n.Content { // an alias has none: its anchor is visited by itself
		if twice := duplicateKey(part); twice != "" {
			return twice
		}
	}
	return ""
}

var unknownMember = regexp.MustCompile(`^(line \d+): field (\S+) not found`)

// misfit returns a message about the first thing that is not as a snapshot has it. The library's own message names Go types.
func misfit(err error) string {
	odd, ok := errors.AsType[*yaml.TypeError](err)
	if _, instant := errors.AsType[*time.ParseError](err); instant {
		return "an instant is written as 2026-01-02T15:04:05Z"
	}
	if !ok {
		return strings.TrimPrefix(err.Error(), "yaml: ")
	}
	first := odd.Errors[0]
	if parts := unknownMember.FindStringSubmatch(first); parts != nil {
		return fmt.Sprintf("%s: there is no member %q", parts[1], parts[2])
	}
	line, _, _ := strings.Cut(first, ":")
	return line + ": this value does not fit its member"
}
