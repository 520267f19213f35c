package evs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// unlimited is the limit of each quota: jobsim has none (OpenStack's value for no limit) [inferred].
const unlimited = -1

// usage is what a project uses of each quota, by its name: "volumes", "gigabytes_SSD".
func usage(c *wire.Call, tx *world.Tx) map[string]int {
	used := map[string]int{"volumes": 0, "gigabytes": 0, "snapshots": 0, "backups": 0, "backup_gigabytes": 0}
	for _, kind := range listedTypes {
		used["volumes_"+kind], used["gigabytes_"+kind], used["snapshots_"+kind] = 0, 0, 0
	}
	for _, t := range volumesOf(c, tx) {
		d, _ := t.Props.(disk)
		used["volumes"]++
		used["volumes_"+d.kind]++
		used["gigabytes"] += d.size
		used["gigabytes_"+d.kind] += d.size
	}
	for _, t := range snapshotsOf(c, tx) {
		s, _ := t.Props.(snapshot)
		used["snapshots"]++
		used["snapshots_"+s.kind]++
	}
	return used
}

// quotaDoc is the usage of one quota (evs_04_2073).
type quotaDoc struct {
	Reserved  int `json:"reserved"`
	Allocated int `json:"allocated"`
	Limit     int `json:"limit"`
	InUse     int `json:"in_use"`
}

// quotasDoc is the quotas of a project: objects with their usage, or numbers.
type quotasDoc struct {
	Set map[string]any `json:"quota_set"`
}

// listQuotas handles GET …/os-quota-sets/{target_project_id}. The document knows usage=True only; without it the response
// has the limits alone, as Cinder's has.
func listQuotas() http.Handler {
	type request struct {
		id    string
		usage bool
	}
	decode := func(c *wire.Call) (request, error) {
		text := c.URL.Query().Get("usage")
		return request{otc.Var(c, "target_project_id"), oneOf(text, "True", "true", "1")}, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q request) (quotasDoc, error) {
		doc := quotasDoc{map[string]any{"id": q.id}}
		used := usage(c, tx)
		used["per_volume_gigabytes"] = 0
		for name, n := range used {
			if q.usage {
				doc.Set[name] = quotaDoc{Limit: unlimited, InUse: n}
			} else {
				doc.Set[name] = unlimited
			}
		}
		return doc, nil
	}
	return otc.Op("listQuotas", http.StatusOK, cinder.fail, decode, do)
}

// limitsDoc is the absolute limits of a project, as Cinder has them.
type limitsDoc struct {
	Limits struct {
		Rate     []struct{}     `json:"rate"`
		Absolute map[string]int `json:"absolute"`
	} `json:"limits"`
}

// listLimits handles GET …/limits.
func listLimits() http.Handler {
	return fixed("listLimits", cinder, func(c *wire.Call, tx *world.Tx) (doc limitsDoc) {
		used := usage(c, tx)
		doc.Limits.Rate = []struct{}{}
		doc.Limits.Absolute = map[string]int{
			"maxTotalVolumes": unlimited, "maxTotalVolumeGigabytes": unlimited, "maxTotalSnapshots": unlimited,
			"maxTotalBackups": unlimited, "maxTotalBackupGigabytes": unlimited,
			"totalVolumesUsed": used["volumes"], "totalGigabytesUsed": used["gigabytes"], "totalSnapshotsUsed": used["snapshots"],
			"totalBackupsUsed": 0, "totalBackupGigabytesUsed": 0,
		}
		return doc
	})
}

// summaryDoc is the number and size of a project's disks.
type summaryDoc struct {
	Summary struct {
		Size     int                 `json:"total_size"`
		Count    int                 `json:"total_count"`
		Metadata map[string][]string `json:"metadata"`
	} `json:"volume-summary"`
}

// showVolumeSummary handles GET …/volumes/summary.
func showVolumeSummary() http.Handler {
	return fixed("showVolumeSummary", cinder, func(c *wire.Call, tx *world.Tx) (doc summaryDoc) {
		used := usage(c, tx)
		doc.Summary.Size, doc.Summary.Count = used["gigabytes"], used["volumes"]
		doc.Summary.Metadata = map[string][]string{}
		return doc
	})
}
