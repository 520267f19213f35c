package emulator

import (
	"sync"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/internal/api/evs"
	"github.com/jobsim/jobsim/emulator/internal/api/iam"
	"github.com/jobsim/jobsim/emulator/internal/api/sdrs"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// apis returns the list of protocols: one line per API. The first one serves what belongs to none, and the job path that EVS
// and SDRS share when neither has the ID. The list is a table, which is built once.
var apis = sync.OnceValue(func() []wire.API {
	return []wire.API{
		evs.API(),
		sdrs.API(),
		drs.API(),
		element.API(),
		iam.API(),
	}
})

// dispatcher returns the dispatcher of a list of protocols. Emulators with the usual list and limit share one: it has no
// state, and is most of what starting an emulator costs.
func dispatcher(list []wire.API, bodyLimit int64) *wire.Dispatcher {
	if bodyLimit == 0 && &list[0] == &apis()[0] {
		return usualDispatcher()
	}
	return wire.NewDispatcher(list, bodyLimit)
}

var usualDispatcher = sync.OnceValue(func() *wire.Dispatcher { return wire.NewDispatcher(apis(), 0) })

// Vocabularies are the words of all APIs, for reading and explaining scenarios without running them.
func Vocabularies() []job.Vocabulary { return vocabularies(apis()) }

func vocabularies(apis []wire.API) []job.Vocabulary {
	words := make([]job.Vocabulary, len(apis))
	for i, api := range apis {
		words[i] = api.Vocabulary
	}
	return words
}
