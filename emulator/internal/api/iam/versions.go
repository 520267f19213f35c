package iam

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// version is the only version of the API (en-us_topic_0057845613).
type version struct {
	Status  string      `json:"status"`
	Updated string      `json:"updated"`
	Media   []mediaType `json:"media-types"`
	ID      string      `json:"id"`
	Links   []link      `json:"links"`
}

type mediaType struct {
	Base string `json:"base"`
	Type string `json:"type"`
}

type link struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
}

func versionOf(c *wire.Call) version {
	return version{
		Status: "stable", Updated: "2016-04-04T00:00:00Z", ID: "v3.6",
		Media: []mediaType{{"application/json", "application/vnd.openstack.identity-v3+json"}},
		Links: []link{{c.Origin() + "/iam/v3/", "self"}},
	}
}

// listVersions handles GET /. The status is 300 (en-us_topic_0057845569). gophertelekomcloud requests it if the address
// does not end with /v3.
func listVersions() wire.Op[version, version] {
	return versions("listVersions", func(w http.ResponseWriter, v version) {
		type values struct {
			Values []version `json:"values"`
		}
		wire.JSON(w, http.StatusMultipleChoices, struct {
			Versions values `json:"versions"`
		}{values{[]version{v}}})
	})
}

// showVersion handles GET /v3.
func showVersion() wire.Op[version, version] {
	return versions("showVersion", func(w http.ResponseWriter, v version) {
		wire.JSON(w, http.StatusOK, struct {
			Version version `json:"version"`
		}{v})
	})
}

func versions(name string, write func(http.ResponseWriter, version)) wire.Op[version, version] {
	return wire.Op[version, version]{
		Name:   name,
		Decode: func(c *wire.Call) (version, error) { return versionOf(c), nil },
		Do:     func(_ *wire.Call, v version) (version, error) { return v, nil },
		Encode: func(w http.ResponseWriter, _ *wire.Call, v version) { write(w, v) },
		Fail:   fail,
	}
}
