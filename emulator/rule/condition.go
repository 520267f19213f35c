package rule

import (
	"strconv"
	"strings"
)

// Source is the part of a request that a condition looks at.
type Source string

// The sources.
const (
	FromBody   Source = "body"   // by gjson path
	FromPath   Source = "path"   // a variable of the route's path
	FromQuery  Source = "query"  // a query argument
	FromHeader Source = "header" // a header
)

// Request gives conditions the values of a request.
type Request interface {
	// Value returns the text of a value, and whether it is present.
	Value(from Source, name string) (string, bool)
	// Caller returns a text that is the same for all requests of one caller.
	Caller() string
}

// Condition compares one value of a request.
type Condition struct {
	From Source
	Name string // gjson path, variable, argument or header
	Test Test
	Want string
}

// Test is how a condition compares.
type Test string

// The tests. The ordering ones compare numbers where both sides are numbers, else texts.
const (
	Equal   Test = "=="
	Unequal Test = "!="
	Less    Test = "<"
	AtMost  Test = "<="
	More    Test = ">"
	AtLeast Test = ">="
	Like    Test = "~"       // the value contains the text
	Exists  Test = "exists"  // the value is present
	Missing Test = "missing" // the value is absent
)

// ParseTest parses the right side of a condition: ">= 100", "~ backup", "exists", or a plain value that must be equal.
func ParseTest(text string) (Test, string) {
	switch Test(text) {
	case Exists, Missing:
		return Test(text), ""
	default:
	}
	for _, t := range []Test{AtLeast, AtMost, Unequal, Equal, Less, More, Like} {
		if rest, ok := strings.CutPrefix(text, string(t)); ok {
			return t, strings.TrimSpace(rest)
		}
	}
	return Equal, text
}

func (c Condition) matches(q Request) bool {
	have, ok := q.Value(c.From, c.Name)
	switch c.Test {
	case Missing:
		return !ok
	case Exists:
		return ok
	case Unequal:
		return !ok || have != c.Want
	default:
	}
	if !ok {
		return false
	}
	order := compare(have, c.Want)
	switch c.Test {
	case Less:
		return order < 0
	case AtMost:
		return order <= 0
	case More:
		return order > 0
	case AtLeast:
		return order >= 0
	case Like:
		return strings.Contains(have, c.Want)
	default:
		return order == 0
	}
}

func compare(a, b string) int {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	switch {
	case err1 != nil || err2 != nil:
		return strings.Compare(a, b)
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}
