// Package apis is the list of the protocols that jobsim emulates: a folder and a line for each.
package apis

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

// All returns the protocols. The first one serves requests for paths that belong to none, and for the job path that EVS and SDRS
// share when neither knows the ID. The caller must not change the list: it is a table, built once.
func All() []wire.API { return table() }

var table = sync.OnceValue(func() []wire.API {
	return []wire.API{
		evs.API(),
		sdrs.API(),
		drs.API(),
		element.API(),
		iam.API(),
	}
})

// Vocabularies returns the vocabularies of protocols.
func Vocabularies(all []wire.API) []job.Vocabulary {
	words := make([]job.Vocabulary, len(all))
	for i, a := range all {
		words[i] = a.Vocabulary
	}
	return words
}
