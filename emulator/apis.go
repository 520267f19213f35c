package emulator

import (
	"sync"

	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// dispatcher returns the dispatcher of a list of protocols. Emulators with the usual list and limit share one: it has no
// state, and is most of what starting an emulator costs.
func dispatcher(list []wire.API, bodyLimit int64) *wire.Dispatcher {
	if bodyLimit == 0 && &list[0] == &apis.All()[0] {
		return usualDispatcher()
	}
	return wire.NewDispatcher(list, bodyLimit)
}

var usualDispatcher = sync.OnceValue(func() *wire.Dispatcher { return wire.NewDispatcher(apis.All(), 0) })

// Vocabularies returns the vocabularies of all APIs, for reading and explaining scenarios without running them.
func Vocabularies() []job.Vocabulary { return apis.Vocabularies(apis.All()) }
