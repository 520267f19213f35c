package emulator

import (
	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/internal/api/evs"
	"github.com/jobsim/jobsim/emulator/internal/api/iam"
	"github.com/jobsim/jobsim/emulator/internal/api/sdrs"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// apis is the list of protocols: one line per API. The first one answers what nobody owns, and the job path that EVS and
// SDRS share when neither knows the id.
func apis() []wire.API {
	return []wire.API{
		evs.API(),
		sdrs.API(),
		drs.API(),
		element.API(),
		iam.API(),
	}
}

// Vocabularies are the words of all APIs, for reading and explaining scenarios without running them.
func Vocabularies() []job.Vocabulary { return vocabularies(apis()) }

func vocabularies(apis []wire.API) []job.Vocabulary {
	words := make([]job.Vocabulary, len(apis))
	for i, api := range apis {
		words[i] = api.Vocabulary
	}
	return words
}
