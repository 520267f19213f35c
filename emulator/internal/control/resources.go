package control

import (
	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// resourceQuery selects resources. Empty fields select all.
type resourceQuery struct {
	api, kind string
	limit     int
}

func resourceFilter(r *request) (q resourceQuery, err error) {
	args := r.URL.Query()
	q.api, q.kind = args.Get("api"), args.Get("kind")
	if err = r.checkArgs("api", "kind", "limit"); err != nil {
		return q, err
	}
	if q.limit, err = r.limit(); err != nil {
		return q, err
	}
	return q, r.checkAPI(q.api)
}

// listResources returns what the jobs and calls made, and what a scenario declares: as it is, also before clients see it.
func listResources(r *request, q resourceQuery) (admin.ResourceList, error) {
	list := admin.ResourceList{Resources: []admin.Resource{}}
	return list, r.session.World().Do(func(tx *world.Tx) error {
		for _, one := range tx.EveryResource() {
			if (q.api != "" && one.API != q.api) || (q.kind != "" && one.Kind != q.kind) {
				continue
			}
			if list.Total++; len(list.Resources) < q.limit {
				list.Resources = append(list.Resources, resourceOf(one))
			}
		}
		return nil
	})
}

func resourceOf(one world.Resource) admin.Resource {
	doc := admin.Resource{
		API: one.API, Kind: one.Kind, ID: one.ID, ProjectID: one.Project, Status: one.Status, Made: one.Made,
		Created: one.Born, Updated: one.Updated, Next: instant(one.Next),
	}
	if one.Busy != (job.Ref{}) {
		doc.Job = one.Busy.String()
	}
	return doc
}
