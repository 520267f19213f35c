package sdrs

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// batchCreation is the request to create several protected instances (Huawei Cloud's SDKs; Open Telekom Cloud lacks it).
type batchCreation struct {
	Group       string   `json:"server_group_id"`
	Prefix      string   `json:"name_prefix"`
	Description *string  `json:"description"`
	Servers     []server `json:"servers"`
	Tags        []tag    `json:"tags"`
}

// Accepts returns the members without effect here: clusters, subnets and hosts are not emulated.
func (batchCreation) Accepts() []string {
	return []string{"cluster_id", "primary_subnet_id", "tenancy", "dedicated_host_id"}
}

// server is a server of a batch creation.
type server struct {
	ID     string `json:"server_id"`
	Flavor string `json:"flavorRef"`
}

// maxPrefix is the maximum length of a name prefix in bytes: a name has five more.
const maxPrefix = 59

// createInstances handles POST …/protected-instances/batch. The job has a sub-job for each instance and no entities of its
// own; names are the prefix and a number. The types of the jobs are [inferred].
func createInstances() http.Handler {
	decode := func(c *wire.Call) (batchCreation, error) {
		var q batchCreation
		if err := decodeMember(c, "protected_instances", &q); err != nil {
			return q, err
		}
		noServer := func(s server) bool { return s.ID == "" }
		return q, firstError(
			check(q.Group != "", "SDRS.0207"),
			check(len(q.Servers) > 0 && !slices.ContainsFunc(q.Servers, noServer), "SDRS.0210"),
			check(len(q.Prefix) <= maxPrefix, "SDRS.0202"), checkName(q.Prefix), checkDescription(q.Description),
			checkTags(q.Tags, maxCreationTags))
	}
	return otc.Op("batchCreateProtectedInstances", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q batchCreation) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			if err = firstError(err, check(ready(t), "SDRS.1323"), q.checkServers(tx)); err != nil {
				return otc.Started{}, err
			}
			b := batch{kind: "createProtectedInstanceNoCG"}
			for n, s := range q.Servers {
				id := tx.UUID("instance").String()
				name := fmt.Sprintf("%s-%04d", q.Prefix, n+1)
				tx.Put(instances.resource(id), otc.Project(c), "creating", instance{
					commonProps: commonProps{name: name, description: q.Description, group: q.Group, station: g.station},
					server:      s.ID, target: tx.UUID("server").String(), flavor: s.Flavor, tags: q.Tags,
				})
				made := creation(instances.resource(id))
				made.change.Done = t.Status
				b.add(id, made)
			}
			return b.begin(c, tx)
		})
}

// checkServers returns an error if a server is in use or named twice.
func (q batchCreation) checkServers(tx *world.Tx) error {
	seen := map[string]bool{}
	for _, s := range q.Servers {
		if seen[s.ID] || serverInUse(tx, s.ID) {
			return table.Error("SDRS.1305")
		}
		seen[s.ID] = true
	}
	return nil
}

// batchDeletion is the request to delete several protected instances.
type batchDeletion struct {
	Instances []struct {
		ID string `json:"id"`
	} `json:"protected_instances"`
}

// Accepts returns the members without effect here: servers and their addresses are not emulated.
func (batchDeletion) Accepts() []string { return []string{"delete_target_server", "delete_target_eip"} }

// deleteInstances handles POST …/protected-instances/delete: all instances of the request, or none.
func deleteInstances() http.Handler {
	decode := func(c *wire.Call) (batchDeletion, error) {
		var q batchDeletion
		err := c.ReadJSON(&q)
		return q, firstError(err, check(len(q.Instances) > 0, "SDRS.0208"))
	}
	return otc.Op("batchDeleteProtectedInstances", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q batchDeletion) (otc.Started, error) {
			b := batch{kind: "deleteProtectedInstanceNoCG"}
			for _, each := range q.Instances {
				effects, err := removal(c, tx, each.ID)
				if err = firstError(err, check(!b.has(each.ID), "SDRS.0208")); err != nil {
					return otc.Started{}, err
				}
				b.add(each.ID, effects...)
			}
			return b.begin(c, tx)
		})
}

// batch is a job with a sub-job for each of several instances.
type batch struct {
	kind    string
	ids     []string
	effects [][]effect
}

// add adds a sub-job with the effects that it has.
func (b *batch) add(id string, effects ...effect) {
	b.ids, b.effects = append(b.ids, id), append(b.effects, effects)
}

func (b *batch) has(id string) bool { return slices.Contains(b.ids, id) }

// begin starts the job and applies the effects of each sub-job.
func (b *batch) begin(c *wire.Call, tx *world.Tx) (otc.Started, error) {
	s := otc.Spec(c, b.kind, nil, nil)
	for _, id := range b.ids {
		s.Children = append(s.Children, otc.Child(resourceJob(c, instances, id, b.kind), 0))
	}
	snap, err := c.Begin(tx, s)
	if err != nil {
		return otc.Started{}, err
	}
	for n, effects := range b.effects {
		apply(tx, s.Children[n].Ref, effects) // Begin has set its ID
	}
	return otc.Started{ID: snap.ID}, nil
}
