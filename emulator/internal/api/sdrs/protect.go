package sdrs

import (
	"net/http"
	"net/netip"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// instanceRequest is the request to create a protected instance (sdrs_05_0501).
type instanceRequest struct {
	Group       string  `json:"server_group_id"`
	Server      string  `json:"server_id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	IP          string  `json:"primary_ip_address"`
	Flavor      string  `json:"flavorRef"`
	Tags        []tag   `json:"tags"`
}

// Accepts returns the members without effect here: clusters, subnets and hosts are not emulated.
func (instanceRequest) Accepts() []string {
	return []string{"cluster_id", "primary_subnet_id", "tenancy", "dedicated_host_id"}
}

// createInstance handles POST …/protected-instances. Servers are not emulated: any id is accepted once, and the id of
// the server at the DR site is generated.
func createInstance() http.Handler {
	decode := func(c *wire.Call) (instanceRequest, error) {
		var q instanceRequest
		if err := decodeMember(c, instances.member, &q); err != nil {
			return q, err
		}
		return q, firstError(
			check(q.Group != "", "SDRS.0207"),
			check(q.Server != "", "SDRS.0210"),
			checkName(q.Name),
			checkDescription(q.Description),
			checkIP(q.IP),
			checkTags(q.Tags, maxCreationTags),
		)
	}
	return otc.Op("createProtectedInstance", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q instanceRequest) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			if err = firstError(err, check(ready(t), "SDRS.1323"), check(!serverInUse(tx, q.Server), "SDRS.1305")); err != nil {
				return otc.Started{}, err
			}
			id := tx.UUID("instance").String()
			tx.Put(instances.resource(id), otc.Project(c), "creating", instance{
				commonProps: commonProps{name: q.Name, description: q.Description, group: q.Group, station: g.station},
				server:      q.Server, target: tx.UUID("server").String(), flavor: q.Flavor, tags: q.Tags,
			})
			made := creation(instances.resource(id))
			made.change.Done = t.Status
			return begin(c, tx, resourceJob(c, instances, id, "createProtectedInstanceNoCG"), made)
		})
}

// checkIP returns an error if s is neither empty nor an IP address.
func checkIP(s string) error {
	_, err := netip.ParseAddr(s)
	return check(s == "" || err == nil, "SDRS.0219")
}

// serverInUse reports whether a server belongs to a protected instance.
func serverInUse(tx *world.Tx, server string) bool {
	for _, t := range tx.Resources(name, instances.member) {
		if i, ok := t.Props.(instance); ok && (i.server == server || i.target == server) {
			return true
		}
	}
	return false
}

// deleteInstance handles DELETE …/protected-instances/{id}, which has a body. delete_target_server and
// delete_target_eip are accepted and ignored. Attached pairs are detached.
func deleteInstance() http.Handler {
	decode := func(c *wire.Call) (string, error) {
		_, err := otc.Members(c)
		return otc.Var(c, "id"), err
	}
	return otc.Op("deleteProtectedInstance", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			effects, err := removal(c, tx, id)
			if err != nil {
				return otc.Started{}, err
			}
			return begin(c, tx, resourceJob(c, instances, id, "deleteProtectedInstanceNoCG"), effects...)
		})
}

// removal returns the effects of a job that deletes an instance: its pairs are detached, also those that are only attached
// after the deletion.
func removal(c *wire.Call, tx *world.Tx, id string) ([]effect, error) {
	t, i, err := find[instance](c, tx, instances, id)
	if err = firstError(err, check(idle(t), "SDRS.1301"), check(idle(groupOf(tx, i.group)), "SDRS.1324")); err != nil {
		return nil, err
	}
	effects := []effect{deletion(t.Name)}
	detach := world.Effect{Alter: attached("", "")}
	for _, p := range attachedTo(tx, i.group, id) {
		effects = append(effects, effect{pairs.resource(p.Pair), detach})
	}
	for _, p := range attaching(tx, i.group, id) {
		effects = append(effects, effect{p.Name, detach})
	}
	return effects, nil
}

// resizeRequest is the request to change the flavor of both servers or of one of them.
type resizeRequest struct {
	id         string
	Both       string `json:"flavorRef"`
	Production string `json:"production_flavorRef"`
	DR         string `json:"dr_flavorRef"`
}

// Accepts returns the members without effect here: dedicated hosts are not emulated.
func (resizeRequest) Accepts() []string {
	return []string{"production_dedicated_host_id", "dr_dedicated_host_id"}
}

// resizeInstance handles POST …/protected-instances/{id}/resize. Servers are not emulated, so that SDRS.1316 (not
// stopped) cannot occur.
func resizeInstance() http.Handler {
	decode := func(c *wire.Call) (resizeRequest, error) {
		q := resizeRequest{id: otc.Var(c, "id")}
		if err := decodeMember(c, "resize", &q); err != nil {
			return q, err
		}
		if q.Both != "" {
			q.Production, q.DR = q.Both, q.Both
		}
		return q, unsaid(q.Production != "" || q.DR != "", "resize names no flavor")
	}
	return otc.Op("resizeProtectedInstance", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q resizeRequest) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.id)
			same := (q.Production == "" || q.Production == i.flavor) && (q.DR == "" || q.DR == i.drFlavor)
			err = firstError(err,
				check(ready(groupOf(tx, i.group)), "SDRS.1024"),
				check(ready(t) || t.Status == "error-resizing", "SDRS.1328"),
				check(!same, "SDRS.1341"))
			if err != nil {
				return otc.Started{}, err
			}
			change := world.Effect{Live: "resizing", Done: restingStatus(tx, i.group), Failed: "error-resizing", Alter: alterInstance(q.apply)}
			return begin(c, tx, resourceJob(c, instances, t.ID, "resizeProtectedInstanceNew"), effect{t.Name, change})
		})
}

// apply returns the instance with the new flavors.
func (q resizeRequest) apply(i instance) instance {
	if q.Production != "" {
		i.flavor = q.Production
	}
	if q.DR != "" {
		i.drFlavor = q.DR
	}
	return i
}
