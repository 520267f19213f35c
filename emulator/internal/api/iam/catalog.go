package iam

import (
	"net/http"
	"net/url"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// service is an entry of the catalog.
type service struct {
	Type      string     `json:"type"`
	Name      string     `json:"name"`
	ID        string     `json:"id"`
	Endpoints []endpoint `json:"endpoints"`
}

type endpoint struct {
	ID        string `json:"id"`
	Interface string `json:"interface"`
	Region    string `json:"region"`
	RegionID  string `json:"region_id"`
	URL       string `json:"url"`
}

// projectServices are the services of a project and their paths. A captured catalog of Open Telekom Cloud has these and
// none for DRS: gophertelekomcloud derives that address from volumev2's.
var projectServices = []struct{ service, name, path string }{
	{"volume", "cinder", "/evs/v2/"},
	{"volumev2", "cinderv2", "/evs/v2/"},
	{"volumev3", "cinderv3", "/evs/v3/"},
	{"evs", "evs", "/evs/v2/"},
	{"sdrs", "sdrs", "/sdrs/v1/"},
}

// catalog returns the services and their endpoints. Each URL of a project's service ends with the project's ID, which
// some calls of gophertelekomcloud require. Without a project the catalog has IAM alone: Keystone leaves out an
// endpoint that it cannot fill in.
func catalog(origin string, p otc.Named) []service {
	identity := service{Type: "identity", Name: "keystone", ID: otc.Derived("service", "identity")}
	for _, r := range []string{"*", region(p)} {
		identity.Endpoints = append(identity.Endpoints, public("identity", r, origin+"/iam/v3"))
	}
	all := []service{identity}
	if p.ID == "" {
		return all
	}
	for _, at := range projectServices {
		all = append(all, service{
			Type: at.service, Name: at.name, ID: otc.Derived("service", at.service),
			Endpoints: []endpoint{public(at.service, region(p), origin+at.path+url.PathEscape(p.ID))},
		})
	}
	return all
}

func public(service, region, url string) endpoint {
	return endpoint{otc.Derived("endpoint", service), "public", region, region, url}
}

func showCatalog() wire.Op[otc.Credential, otc.Named] {
	return wire.Op[otc.Credential, otc.Named]{
		Name: "showCatalog", Decode: otc.ReadCredential, Do: callerProject, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, p otc.Named) {
			wire.JSON(w, http.StatusOK, struct {
				Catalog []service `json:"catalog"`
				Links   links     `json:"links"`
			}{catalog(c.Origin(), p), newLinks(c)})
		},
	}
}

// callerProject returns the caller's project.
func callerProject(c *wire.Call, k otc.Credential) (p otc.Named, err error) {
	err = c.Do(func(tx *world.Tx) error {
		caller, err := k.Caller(tx, c.Strict())
		if p = caller.Project; p.ID != "" {
			p = project(tx, p.ID, p.Name)
		}
		return err
	})
	return p, err
}
