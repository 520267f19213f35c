package iam

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// sought is what a list is asked for: the one of a name, or all.
type sought struct {
	caller otc.Credential
	name   string
}

func readSought(c *wire.Call) (sought, error) {
	caller, err := otc.ReadCredential(c)
	return sought{caller, c.URL.Query().Get("name")}, err
}

// found are projects or domains, and the domain that they belong to.
type found struct {
	items  []otc.Named
	domain otc.Named
}

// links lead from a list or an entry. There is one page.
type links struct {
	Self     string  `json:"self"`
	Previous *string `json:"previous"`
	Next     *string `json:"next"`
}

type self struct {
	Self string `json:"self"`
}

// linksOf leads back to where the client asked.
func linksOf(c *wire.Call) links {
	return links{Self: c.Origin() + c.Prefix + c.URL.RequestURI()}
}

type projectEntry struct {
	IsDomain    bool   `json:"is_domain"`
	Description string `json:"description"`
	Links       self   `json:"links"`
	Enabled     bool   `json:"enabled"`
	ID          string `json:"id"`
	Parent      string `json:"parent_id"`
	Domain      string `json:"domain_id"`
	Name        string `json:"name"`
}

// listProjects is GET /v3/projects and GET /v3/auth/projects. A name always finds exactly one: Huawei Cloud's SDKs ask
// so for the project of a region and take no other number.
func listProjects(op string) wire.Op[sought, found] {
	return wire.Op[sought, found]{
		Name: op, Decode: readSought, Fail: fail,
		Do: func(c *wire.Call, q sought) (f found, err error) {
			err = c.Do(func(tx *world.Tx) error {
				caller, err := q.caller.Caller(tx, c.Strict())
				if err != nil {
					return err
				}
				f.domain = caller.Domain
				if f.items = projects(tx); q.name != "" {
					f.items = []otc.Named{project(tx, "", q.name)}
				}
				return nil
			})
			return f, err
		},
		Encode: func(w http.ResponseWriter, c *wire.Call, f found) {
			entries := make([]projectEntry, len(f.items))
			for i, p := range f.items {
				entries[i] = projectEntry{
					Links: self{c.Origin() + "/iam/v3/projects/" + p.ID}, Enabled: true,
					ID: p.ID, Parent: f.domain.ID, Domain: f.domain.ID, Name: p.Name,
				}
			}
			wire.JSON(w, http.StatusOK, struct {
				Links    links          `json:"links"`
				Projects []projectEntry `json:"projects"`
			}{linksOf(c), entries})
		},
	}
}

type domainEntry struct {
	Description string `json:"description"`
	Enabled     bool   `json:"enabled"`
	ID          string `json:"id"`
	Links       self   `json:"links"`
	Name        string `json:"name"`
}

// listDomains is GET /v3/auth/domains: the caller's domain. Of another name there is none under "auth: strict"; else
// each is taken for the caller's.
func listDomains() wire.Op[sought, found] {
	return wire.Op[sought, found]{
		Name: "listDomains", Decode: readSought, Fail: fail,
		Do: func(c *wire.Call, q sought) (f found, err error) {
			err = c.Do(func(tx *world.Tx) error {
				caller, err := q.caller.Caller(tx, c.Strict())
				switch {
				case err != nil:
					return err
				case q.name == "" || q.name == caller.Domain.Name:
					f.items = []otc.Named{caller.Domain}
				case !c.Strict():
					f.items = []otc.Named{named("domain", "", q.name, known.Domain)}
				}
				return nil
			})
			return f, err
		},
		Encode: func(w http.ResponseWriter, c *wire.Call, f found) {
			entries := make([]domainEntry, len(f.items))
			for i, d := range f.items {
				entries[i] = domainEntry{Enabled: true, ID: d.ID, Links: self{c.Origin() + "/iam/v3/domains/" + d.ID}, Name: d.Name}
			}
			wire.JSON(w, http.StatusOK, struct {
				Domains []domainEntry `json:"domains"`
				Links   links         `json:"links"`
			}{entries, linksOf(c)})
		},
	}
}
