package catalog

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/job"
)

// Gateway is the API of an Error that the gateway in front of several APIs responds with in their place.
const Gateway = "gateway"

// Error is one native error: what is known about it, the response that carries it, and the ways to get it.
type Error struct {
	API     string    `json:"api"`  // whose error it is: an API's name, or Gateway
	APIs    []string  `json:"apis"` // whose calls can get it
	Code    string    `json:"code"`
	HTTP    int       `json:"http"`    // status of the response that carries it
	Message string    `json:"message"` // as on the wire; %s is filled from the request
	Where   string    `json:"where"`   // where it can occur, in a few words
	Source  string    `json:"source"`
	Grade   job.Grade `json:"grade"`

	Type string `json:"content_type"`
	Body string `json:"body"` // as sent; %s is filled with nothing, and a request_id is an example

	Always string `json:"always,omitempty"` // for emulator.Options.Always; empty for all but the first error of a code
	Rule   string `json:"rule"`             // an item under rules of a scenario
	Step   string `json:"step,omitempty"`   // an item of a timeline in which a job fails with it; empty if no job can
	Curl   string `json:"curl"`             // the request that Rule matches, at a server's default address
}

// Errors returns the native errors of an API or of Gateway, or of all if the name is empty. Those of the gateway come once, at the
// end, requested through the given API or the first that has them. A code comes several times if the vendor has several messages
// for it; its name alone gets the first one. Errors returns an error if the API is unknown.
func Errors(name string) ([]Error, error) {
	var entries, shared []Error
	all := apis.All()
	if _, err := playback.VocabularyOf(apis.Vocabularies(all), name); name != "" && name != Gateway && err != nil {
		return nil, err
	}
	for _, a := range all {
		if name != "" && name != Gateway && name != a.Name {
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
	if name == Gateway {
		return shared, nil
	}
	return append(entries, shared...), nil
}

func (e Error) row() job.ErrorRow {
	return job.Row(e.Code, e.HTTP, e.Message, e.Where, e.Source, e.Grade)
}

func (e Error) same(other Error) bool { return e.row() == other.row() }
