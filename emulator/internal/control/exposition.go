package control

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// exposition is a text that Prometheus reads: families of samples.
type exposition struct {
	strings.Builder
	name string
}

// family begins a family.
func (p *exposition) family(name, kind, help string) {
	p.name = name
	fmt.Fprintf(p, "# HELP %s %s\n# TYPE %[1]s %[3]s\n", name, help, kind)
}

// sample adds one to the family. Labels come as name, value, name, value.
func (p *exposition) sample(value float64, labels ...string) { p.part("", value, labels...) }

// part adds a sample of a family that has several kinds of them.
func (p *exposition) part(suffix string, value float64, labels ...string) {
	p.WriteString(p.name + suffix)
	for i := 0; i+1 < len(labels); i += 2 {
		before := ","
		if i == 0 {
			before = "{"
		}
		fmt.Fprintf(p, "%s%s=\"%s\"", before, labels[i], escape.Replace(labels[i+1]))
	}
	if len(labels) > 0 {
		p.WriteString("}")
	}
	p.WriteString(" " + strconv.FormatFloat(value, 'g', -1, 64) + "\n")
}

// escape writes what a label's value must not hold.
var escape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)

// compare puts answers in the order in which they are told.
func (a Answer) compare(b Answer) int {
	return cmp.Or(cmp.Compare(a.API, b.API), cmp.Compare(a.Op, b.Op), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Rule, b.Rule))
}

// sortedBy are the keys of a map in an order.
func sortedBy[K comparable, V any](m map[K]V, order func(K, K) int) []K {
	return slices.SortedFunc(maps.Keys(m), order)
}
