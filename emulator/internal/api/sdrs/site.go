package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// decodeNothing decodes a request that has no parameters besides its path.
func decodeNothing(*wire.Call) (otc.None, error) { return otc.None{}, nil }

// The only active-active domain, from the example of sdrs_05_0301.
const (
	domainID   = "fb4bb8e3-a574-4437-a156-78c916aeea4d"
	domainName = "ActiveactiveDomain"
)

// domainsDoc is the list of active-active domains.
type domainsDoc struct {
	Domains []domainDoc `json:"domains"`
}

type domainDoc struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description string  `json:"description"`
	SoldOut     bool    `json:"sold_out"`
	Local       siteDoc `json:"local_replication_cluster"`
	Remote      siteDoc `json:"remote_replication_cluster"`
}

type siteDoc struct {
	Zone string `json:"availability_zone"`
}

// listDomains handles GET …/active-domains.
func listDomains() http.Handler {
	return otc.Op("listActiveDomains", http.StatusOK, fail, decodeNothing,
		func(*wire.Call, *world.Tx, otc.None) (domainsDoc, error) {
			return domainsDoc{[]domainDoc{{
				ID: domainID, Name: domainName, Description: "my domain", Local: siteDoc{"eu-de-01"}, Remote: siteDoc{"eu-de-02"},
			}}}, nil
		})
}

// quotasDoc is the list of quotas.
type quotasDoc struct {
	Quotas struct {
		Resources []quotaDoc `json:"resources"`
	} `json:"quotas"`
}

type quotaDoc struct {
	Type  string `json:"type"`
	Used  int    `json:"used"`
	Quota int    `json:"quota"`
	Min   int    `json:"min"`
	Max   int    `json:"max"`
}

// showQuotas handles GET …/sdrs/quotas. There is no limit, which is -1 (sdrs_05_1101).
func showQuotas() http.Handler {
	return otc.Op("showQuotas", http.StatusOK, fail, decodeNothing,
		func(c *wire.Call, tx *world.Tx, _ otc.None) (doc quotasDoc, err error) {
			for _, k := range []kind{groups, pairs} {
				doc.Quotas.Resources = append(doc.Quotas.Resources,
					quotaDoc{Type: k.member + "s", Used: len(k.inProject(c, tx)), Quota: -1, Max: -1})
			}
			return doc, nil
		})
}

// versionsDoc is the list of API versions (sdrs_05_0201).
type versionsDoc struct {
	Versions []versionDoc `json:"versions"`
}

type versionDoc struct {
	ID      string    `json:"id"`
	Links   []linkDoc `json:"links"`
	Status  string    `json:"status"`
	Updated string    `json:"updated"`
	Version string    `json:"version"`
	Min     string    `json:"min_version"`
}

type linkDoc struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
}

// currentVersion returns the only version. The example of sdrs_05_0202 has another hour in it than that of sdrs_05_0201.
func currentVersion(c *wire.Call, updated string) versionDoc {
	return versionDoc{ID: "v1", Links: []linkDoc{{otc.Href(c, "/v1"), "self"}}, Status: "CURRENT", Updated: updated}
}

// showVersion handles GET /v1 (sdrs_05_0202).
func showVersion() http.Handler {
	return otc.Op("showVersion", http.StatusOK, fail, decodeNothing,
		func(c *wire.Call, _ *world.Tx, _ otc.None) (map[string]versionDoc, error) {
			return map[string]versionDoc{"version": currentVersion(c, "2018-05-30T00:00:00Z")}, nil
		})
}

// listVersions handles GET /.
func listVersions() http.Handler {
	return otc.Op("listVersions", http.StatusOK, fail, decodeNothing,
		func(c *wire.Call, _ *world.Tx, _ otc.None) (versionsDoc, error) {
			return versionsDoc{[]versionDoc{currentVersion(c, "2018-05-30T15:00:00Z")}}, nil
		})
}
