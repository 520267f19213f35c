package grammar

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

// Field is one field that a mapping of the language may have.
type Field struct {
	Name     string
	Kind     Kind
	Required bool
	Note     string // what it means, in a line
	Also     string // a word that people write for it by mistake
	Was      string // its name before it was renamed
}

// Find returns the field of a table that has the given name.
func Find(table []Field, name string) (Field, bool) {
	i := slices.IndexFunc(table, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return table[i], true
}

// OfJob returns a table with the fields that an API adds to its jobs: its own, and its word for the id.
func OfJob(table []Field, v *job.Vocabulary) []Field {
	table = extended(table, v.JobFields)
	if v.IDWord != "" {
		word := ID
		word.Name = v.IDWord
		table = append(table, word)
	}
	return table
}

// OfStep returns the fields of a step with those that an API adds to them.
func OfStep(v *job.Vocabulary) []Field { return extended(Step, v.StepFields) }

func extended(table []Field, own []job.Field) []Field {
	table = append(make([]Field, 0, len(table)+len(own)), table...)
	for _, f := range own {
		table = append(table, Field{Name: f.Name, Kind: ofAPI[f.Kind], Note: f.Note})
	}
	return table
}
