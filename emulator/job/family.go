package job

import (
	"fmt"
	"strconv"
	"strings"
)

// Family is a line of jobs that one Spec stands for. Their ids differ in a number.
type Family struct {
	Prefix, Suffix string // around the number
	First, Last    int
	Width          int // of the number, with zeros before it; 0 means no zeros
	// Members are the specs of the jobs, if they differ in more than their ids; nil if they do not.
	Members []Spec
}

// Len returns the number of jobs.
func (f *Family) Len() int { return f.Last - f.First + 1 }

// ID returns the id of the job with the given number.
func (f *Family) ID(n int) string { return fmt.Sprintf("%s%0*d%s", f.Prefix, f.Width, n, f.Suffix) }

// IDs returns the ids of all jobs. They share one piece of memory.
func (f *Family) IDs() []string {
	ends := make([]int, 0, f.Len())
	var number []byte
	b := make([]byte, 0, f.Len()*len(f.ID(f.Last)))
	for n := f.First; n <= f.Last; n++ {
		number = strconv.AppendInt(number[:0], int64(n), 10)
		b = append(b, f.Prefix...)
		for range f.Width - len(number) {
			b = append(b, '0')
		}
		b = append(append(b, number...), f.Suffix...)
		ends = append(ends, len(b))
	}
	ids, all, start := make([]string, f.Len()), string(b), 0
	for i, end := range ends {
		ids[i], start = all[start:end], end
	}
	return ids
}

// Contains reports whether a job of the family has the given id.
func (f *Family) Contains(id string) bool {
	rest, ok := strings.CutPrefix(id, f.Prefix)
	digits, end := strings.CutSuffix(rest, f.Suffix)
	n, err := strconv.Atoi(digits)
	return ok && end && err == nil && n >= f.First && n <= f.Last && f.ID(n) == id
}

// Count returns the number of jobs that the spec stands for, sub-jobs included.
func (s Spec) Count() int {
	if s.Family != nil && s.Family.Members == nil {
		return s.Family.Len()
	}
	n := 0
	if s.Family != nil {
		for _, m := range s.Family.Members {
			n += m.Count()
		}
		return n
	}
	n = 1
	for _, c := range s.Children {
		n += c.Count()
	}
	return n
}
