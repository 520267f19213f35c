package emulator

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/internal/control"
)

// readSnapshot reads a snapshot's text, or says in words of ours why it is none.
func readSnapshot(text []byte) (f snapshotFile, err error) {
	none := func(why string) error {
		return control.Refuse("this is no snapshot: "+why, "GET /__admin/snapshot writes one")
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

// duplicateKey finds a name that stands twice in one mapping. The library finds it too, but compares each name with each other
// one and tells all pairs: a hundred kilobytes of them would fill the memory.
func duplicateKey(n *yaml.Node) string {
	if n.Kind == yaml.MappingNode {
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			name := n.Content[i].Value
			if seen[name] {
				return fmt.Sprintf("line %d: %q is said twice", n.Content[i].Line, name)
			}
			seen[name] = true
		}
	}
	for _, part := range n.Content { // an alias has none: what it stands for is met where it is
		if twice := duplicateKey(part); twice != "" {
			return twice
		}
	}
	return ""
}

var unknownMember = regexp.MustCompile(`^(line \d+): field (\S+) not found`)

// misfit tells of the first thing that is not as a snapshot has it. The library's words name Go's types.
func misfit(err error) string {
	odd, ok := errors.AsType[*yaml.TypeError](err)
	if _, instant := errors.AsType[*time.ParseError](err); instant {
		return "an instant is told as 2026-01-02T15:04:05Z"
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
