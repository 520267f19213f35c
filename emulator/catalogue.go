package emulator

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/job"
)

// Gateway is what the catalogue calls the gateway that stands before several APIs and answers some errors in their place.
const Gateway = "gateway"

// CatalogEntry is one native error: what is known about it, what the emulator sends for it, and how to get it.
type CatalogEntry struct {
	API     string    `json:"api"`  // whose error it is: an API's name, or Gateway
	APIs    []string  `json:"apis"` // whose calls can be answered so
	Code    string    `json:"code"`
	HTTP    int       `json:"http"`    // status of the answer that carries it
	Message string    `json:"message"` // as on the wire; %s stands for what the request gives
	Where   string    `json:"where"`   // where it can occur, in a few words
	Source  string    `json:"source"`
	Grade   job.Grade `json:"grade"`

	Type string `json:"content_type"`
	Body string `json:"body"` // as it was sent; what %s stands for is left out, and a request_id is one of many

	Always string `json:"always,omitempty"` // for Options.Always; empty for all but the first error of a code
	Rule   string `json:"rule"`             // an item under rules of a scenario
	Step   string `json:"step,omitempty"`   // an item of a timeline: the job fails with it. Empty where no job can
	Curl   string `json:"curl"`             // the request that Rule claims, at a server's default address
}

// Catalogue lists the native errors of an API or of Gateway, or of all if the name is empty. Each was asked of an emulator
// in which a rule answers it. The gateway's stand once, at the end, asked for through the given API or the first that has
// them. A code stands several times if the vendor has several messages for it; the first one is what its name alone gets.
// It answers an error for an API that there is not.
func Catalogue(api string) ([]CatalogEntry, error) {
	var entries, shared []CatalogEntry
	all := apis()
	if _, err := playback.VocabularyOf(vocabularies(all), api); api != "" && api != Gateway && err != nil {
		return nil, err
	}
	for _, a := range all {
		if api != "" && api != Gateway && api != a.Name {
			continue
		}
		own, err := provoke(a)
		if err != nil {
			return nil, err
		}
		for _, e := range own {
			at := slices.IndexFunc(shared, e.same)
			switch {
			case !slices.Contains(otc.Errors(), e.row()):
				entries = append(entries, e)
			case at < 0:
				e.API, e.Step = Gateway, "" // no job fails at the gateway
				shared = append(shared, e)
			default:
				shared[at].APIs = append(shared[at].APIs, a.Name)
			}
		}
	}
	if api == Gateway {
		return shared, nil
	}
	return append(entries, shared...), nil
}

func (e CatalogEntry) row() job.ErrorRow {
	return job.Row(e.Code, e.HTTP, e.Message, e.Where, e.Source, e.Grade)
}

func (e CatalogEntry) same(other CatalogEntry) bool { return e.row() == other.row() }
