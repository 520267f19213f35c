package evs

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// versionsDoc is the response of the service's root (evs_04_0020).
type versionsDoc struct {
	Versions []versionDoc `json:"versions"`
}

type versionDoc struct {
	Min     string        `json:"min_version"`
	Media   []mediaDoc    `json:"media-types"`
	Links   []versionLink `json:"links"`
	ID      string        `json:"id"`
	Updated string        `json:"updated"`
	Version string        `json:"version"`
	Status  string        `json:"status"`
}

type mediaDoc struct {
	Type string `json:"type"`
	Base string `json:"base"`
}

type versionLink struct {
	Rel  string `json:"rel"`
	Href string `json:"href"`
	Type string `json:"type,omitempty"`
}

// mountVersions adds the query of all versions and of one, with and without a slash at the end: openstacksdk requests
// the latter.
func mountVersions(r *mux.Router) {
	r.Handle("/", listVersions()).Methods(http.MethodGet)
	for _, path := range []string{"/{version:v[123]}", "/{version:v[123]}/"} {
		r.Handle(path, showVersion()).Methods(http.MethodGet)
	}
}

// listVersions handles GET /. The status is 300, and no token is required.
func listVersions() http.Handler {
	decode := func(*wire.Call) (otc.None, error) { return otc.None{}, nil }
	return otc.Op("listVersions", http.StatusMultipleChoices, native.fail, decode,
		func(c *wire.Call, _ *world.Tx, _ otc.None) (versionsDoc, error) { return versionsDoc{versions(c)}, nil })
}

// showVersion handles GET /{api_version}: a list of one (evs_04_0021).
func showVersion() http.Handler {
	return otc.Op("showVersion", http.StatusOK, native.fail, otc.Path("version"),
		func(c *wire.Call, _ *world.Tx, version string) (versionsDoc, error) {
			for _, v := range versions(c) {
				if strings.HasPrefix(v.ID, version+".") {
					return versionsDoc{[]versionDoc{v}}, nil
				}
			}
			return versionsDoc{}, otc.Error("APIGW.0101")
		})
}

func versions(c *wire.Call) []versionDoc {
	return []versionDoc{
		version(c, "v1.0", "/v1", "", "", "SUPPORTED", "2014-06-28T12:20:21Z"),
		version(c, "v2.0", "/v2", "", "", "SUPPORTED", "2014-06-28T12:20:21Z"),
		version(c, "v3.0", "/v3", "3.0", "3.0", "CURRENT", "2016-02-08T12:20:21Z"),
	}
}

func version(c *wire.Call, id, path, least, most, status, updated string) versionDoc {
	const media = "application/vnd.openstack.volume+"
	return versionDoc{
		Min: least, ID: id, Updated: updated, Version: most, Status: status,
		Media: []mediaDoc{{media + "json;version=1", "application/json"}, {media + "xml;version=1", "application/xml"}},
		Links: []versionLink{
			{Rel: "describedby", Href: "http://docs.openstack.org/", Type: "text/html"},
			{Rel: "self", Href: otc.Href(c, path)},
		},
	}
}
