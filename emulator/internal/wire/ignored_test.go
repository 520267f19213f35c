package wire

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type disk struct {
	Name  string    `json:"name"`
	Parts []part    `json:"parts"`
	Size  *struct{} `json:"size"`
}

func (disk) Accepts() []string { return []string{"iops"} }

type part struct {
	Start int `json:"start"`
}

// A member is ignored if nothing reads it: neither the struct that its object is decoded into, nor the API without an effect here.
func TestUnreadMembers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]string{
		`{"disk":{"name":"a"}}`:                                   nil,
		`{"disk":{"NAME":"a"}}`:                                   nil, // as encoding/json reads it
		`{"disk":{"nam":"a"}}`:                                    {"disk.nam"},
		`{"Disk":{"name":"a"}}`:                                   {"Disk"}, // the member itself is read by its exact name
		`{"disk":{"iops":3,"tags":{}},"more":1}`:                  {"disk.tags", "more"},
		`{"disk":{"tags":null},"more":null}`:                      nil, // as good as absent
		`{"disk":{"parts":[{"start":1},{"begin":2}]}}`:            {"disk.parts.begin"},
		`{"disk":{"parts":{"begin":2}}}`:                          nil, // of another type, which is an error of its own
		`{"any":{"thing":1}}`:                                     nil,
		`{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}`: {"a", "b", "c", "d", "e", "f", "g", "h"},
	} {
		c := &Call{}
		c.body, c.sound = []byte(body), true
		c.ReadsMember("disk", &disk{})
		c.ReadsMember("any", nil)
		require.Equal(t, want, c.unreadMembers(), body)
	}
}
