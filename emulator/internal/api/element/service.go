package element

import (
	"reflect"
	"strconv"

	"github.com/jobsim/jobsim/emulator/job"
)

// service holds the methods that jobsim knows, each under its name on the wire, in the shape that gorilla/rpc asks for:
// it takes a pointer to its parameters and a pointer to its result, both of exported types.
type service struct{}

// methodNames lists the methods, sorted. It is read only.
var methodNames = namesOf(reflect.TypeFor[service]())

func namesOf(t reflect.Type) []string {
	names := make([]string, t.NumMethod())
	for i := range names {
		names[i] = t.Method(i).Name
	}
	return names
}

// None are the parameters of a method that has none, and the result of one that tells nothing.
type None struct{}

func (*None) read(*params) {}

// number reads an id that is a decimal number; anything else is 0.
func number(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// counter names the numbers that a kind of thing is given, for world.Tx.Next. That of handles is the API's own, above
// which the world keeps the numbers of a scenario's jobs.
func counter(kind string) string { return name + "/" + kind }

// checkID answers why an id is no asyncHandle.
func checkID(id string) error {
	if n := number(id); n < 1 || decimal(n) != id {
		return &job.FieldError{Field: "handle", Message: "want a whole number above 0, as in 389"}
	}
	return nil
}
