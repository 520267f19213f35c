package scenario

import (
	"bytes"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// Only returns the text of a scenario with one of its jobs alone: without the other jobs, and without what is about them or about
// calls. It reports false if the scenario has no entry for the job by itself, or if the entry needs what is left out.
func (s Source) Only(ref job.Ref, seed uint64, words []job.Vocabulary) ([]byte, bool) {
	text, err := s.Alone(words)
	if err != nil {
		return nil, false
	}
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) == 0 {
		return nil, false
	}
	root := doc.Content[0]
	kept := []*yaml.Node{{Kind: yaml.ScalarNode, Value: "seed"}, scalarOf(seed)}
	found := false
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch key.Value {
		case "jobs":
			var entry *yaml.Node
			if entry, found = entryOf(value, ref, words); found {
				kept = append(kept, key, &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{entry}})
			}
		case "profile", "settings", "timelines":
			kept = append(kept, key, value)
		}
	}
	if !found {
		return nil, false
	}
	root.Content, root.HeadComment, doc.HeadComment = kept, "", ""
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if enc.Encode(root) != nil {
		return nil, false
	}
	_, err = Read(s.Name, b.Bytes(), words)
	return b.Bytes(), err == nil
}

// entryOf returns the entry of a list of jobs that names a job.
func entryOf(list *yaml.Node, ref job.Ref, words []job.Vocabulary) (*yaml.Node, bool) {
	word := "id"
	for _, v := range words {
		if v.API == ref.API && v.IDWord != "" {
			word = v.IDWord
		}
	}
	for _, entry := range list.Content {
		api, id := "", ""
		for i := 0; i+1 < len(entry.Content); i += 2 {
			switch value := entry.Content[i+1].Value; entry.Content[i].Value {
			case "api":
				api = value
			case "id", word:
				id = value
			}
		}
		if api == ref.API && id == ref.ID {
			return entry, true
		}
	}
	return nil, false
}

func scalarOf(n uint64) *yaml.Node {
	var node yaml.Node
	_ = node.Encode(n) // a number can always be encoded
	return &node
}
