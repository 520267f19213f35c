package element

import (
	"reflect"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// service has a method for each method of the API, under its name on the wire, with the signature that gorilla/rpc
// requires: a pointer to the parameters and a pointer to the result, both of exported types.
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

// None are the parameters of a method without any, and the result of a method that returns {}.
type None struct{}

func (*None) read(*params) {}

// parseID returns the number of an id; 0 if it is none.
func parseID(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func formatID(n int64) string { return strconv.FormatInt(n, 10) }

// propsOf returns the properties of a resource of this API.
func propsOf[T any](t world.Resource) T {
	props, _ := t.Props.(T)
	return props
}

// counter returns the name of the counter of a kind of id, for world.Tx.Next. The counter of handles is named after the
// API: the world keeps it above the handles of a scenario's jobs.
func counter(kind string) string { return name + "/" + kind }

// checkID returns an error if an id is no asyncHandle.
func checkID(id string) error {
	if n := parseID(id); n < 1 || formatID(n) != id {
		return &job.FieldError{Field: "handle", Message: "want a whole number above 0, as in 389"}
	}
	return nil
}
