package iam

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// listQuery is the arguments of a list: a name, or none for all entries.
type listQuery struct {
	caller otc.Credential
	name   string
}

func decodeList(c *wire.Call) (listQuery, error) {
	caller, err := otc.ReadCredential(c)
	return listQuery{caller, c.URL.Query().Get("name")}, err
}

// listResult is projects or domains, and the domain that they belong to.
type listResult struct {
	items  []otc.Named
	domain otc.Named
}

// links are the links of a list or an entry. There is one page.
type links struct {
	Self     string  `json:"self"`
	Previous *string `json:"previous"`
	Next     *string `json:"next"`
}

type selfLink struct {
	Self string `json:"self"`
}

// newLinks returns the links of a response to this call.
func newLinks(c *wire.Call) links {
	return links{Self: c.Origin() + c.Prefix + c.URL.RequestURI()}
}

type projectEntry struct {
	IsDomain    bool     `json:"is_domain"`
	Description string   `json:"description"`
	Links       selfLink `json:"links"`
	Enabled     bool     `json:"enabled"`
	ID          string   `json:"id"`
	Parent      string   `json:"parent_id"`
	Domain      string   `json:"domain_id"`
	Name        string   `json:"name"`
}

// listProjects handles GET /v3/projects and GET /v3/auth/projects. A name always finds exactly one project: Huawei
// Cloud's SDKs look up the project of a region this way and fail on any other number.
func listProjects(op string) wire.Op[listQuery, listResult] {
	return wire.Op[listQuery, listResult]{
		Name: op, Decode: decodeList, Fail: fail,
		Do: func(c *wire.Call, q listQuery) (f listResult, err error) {
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
		Encode: func(w http.ResponseWriter, c *wire.Call, f listResult) {
			entries := make([]projectEntry, len(f.items))
			for i, p := range f.items {
				entries[i] = projectEntry{
					Links: selfLink{c.Origin() + "/iam/v3/projects/" + p.ID}, Enabled: true,
					ID: p.ID, Parent: f.domain.ID, Domain: f.domain.ID, Name: p.Name,
				}
			}
			wire.JSON(w, http.StatusOK, struct {
				Links    links          `json:"links"`
				Projects []projectEntry `json:"projects"`
			}{newLinks(c), entries})
		},
	}
}

type domainEntry struct {
	Description string   `json:"description"`
	Enabled     bool     `json:"enabled"`
	ID          string   `json:"id"`
	Links       selfLink `json:"links"`
	Name        string   `json:"name"`
}

// listDomains handles GET /v3/auth/domains: it returns the caller's domain. Another name finds nothing under "auth:
// strict"; otherwise it is taken as the name of the caller's domain.
func listDomains() wire.Op[listQuery, listResult] {
	return wire.Op[listQuery, listResult]{
		Name: "listDomains", Decode: decodeList, Fail: fail,
		Do: func(c *wire.Call, q listQuery) (f listResult, err error) {
			err = c.Do(func(tx *world.Tx) error {
				caller, err := q.caller.Caller(tx, c.Strict())
				switch {
				case err != nil:
					return err
				case q.name == "" || q.name == caller.Domain.Name:
					f.items = []otc.Named{caller.Domain}
				case !c.Strict():
					f.items = []otc.Named{resolve("domain", "", q.name, known.Domain)}
				}
				return nil
			})
			return f, err
		},
		Encode: func(w http.ResponseWriter, c *wire.Call, f listResult) {
			entries := make([]domainEntry, len(f.items))
			for i, d := range f.items {
				entries[i] = domainEntry{Enabled: true, ID: d.ID, Links: selfLink{c.Origin() + "/iam/v3/domains/" + d.ID}, Name: d.Name}
			}
			wire.JSON(w, http.StatusOK, struct {
				Domains []domainEntry `json:"domains"`
				Links   links         `json:"links"`
			}{entries, newLinks(c)})
		},
	}
}
