package scenario

import (
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// inlineKey names a script that is written in place: by what is written, and the API in whose words it is read.
type inlineKey struct {
	script string
	words  *job.Vocabulary
}

// inlineTimeline returns the script that is written in a job. Jobs with equal scripts share one, and it is read once.
func (r *reader) inlineTimeline(m mapping, v *job.Vocabulary) *result {
	r.script = appendTree(r.script[:0], m.value("timeline"))
	if one := r.inline[inlineKey{string(r.script), v}]; one != nil {
		return one
	}
	key := inlineKey{string(r.script), v}
	faults, remarks := r.count, len(r.remarks)
	one := &result{}
	one.timeline, one.notes = r.written(m, v)
	if r.count == faults && len(r.remarks) == remarks {
		r.inline[key] = one
	}
	return one
}

// appendTree appends everything of a tree but its places, so that equal texts mean equal values.
func appendTree(b []byte, n *yaml.Node) []byte {
	b = append(b, byte(n.Kind), byte(n.Style))
	b = append(append(b, n.Tag...), 0)
	b = append(strconv.AppendInt(b, int64(len(n.Value)), 10), 0)
	b = append(b, n.Value...)
	b = append(strconv.AppendInt(b, int64(len(n.Content)), 10), 0)
	for _, c := range n.Content {
		b = appendTree(b, c)
	}
	return b
}
