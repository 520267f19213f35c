package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// misspelt remarks on members of an object that are probably known ones, misspelt, where any member is allowed.
func (r *reader) misspelt(n *yaml.Node, f job.Field) {
	for i := 0; len(f.Members) > 0 && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if slices.Contains(f.Members, key.Value) {
			continue // before any other is compared with it: a family has a hundred thousand of them
		}
		near := nearest(key.Value, f.Members)
		if near == "" || has(n, near) {
			continue
		}
		const typo = 2 // letters: other words differ in more
		if distance(strings.ToLower(key.Value), strings.ToLower(near)) <= min(typo, len(near)/3) {
			r.remark(key, fmt.Sprintf("%s has an unknown member %s, which is shown as it is", f.Name, quoted(key.Value)), didYouMean(near))
		}
	}
}

// unshown remarks on fields of a job that no status of it shows.
func (r *reader) unshown(m mapping, s job.Spec, v *job.Vocabulary) {
	if v.Unshown == nil {
		return
	}
	for _, field := range v.Unshown(s) {
		object, name, _ := strings.Cut(field, ".")
		r.remark(m.keyOf(field), "no status of this job shows "+name, object+" of a step are shown in that step, whatever its status")
	}
}
