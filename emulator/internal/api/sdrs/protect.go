package sdrs

import (
	"net/http"
	"net/netip"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// instanceAsked is a creation of a protected instance as a client asks for it (sdrs_05_0501).
type instanceAsked struct {
	Group       string  `json:"server_group_id"`
	Server      string  `json:"server_id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	IP          string  `json:"primary_ip_address"`
	Flavor      string  `json:"flavorRef"`
	Tags        []tag   `json:"tags"`
}

// createInstance is POST …/protected-instances. Any server will do, but only once; the one at the DR site is made up.
func createInstance() http.Handler {
	decode := func(c *wire.Call) (instanceAsked, error) {
		var q instanceAsked
		if err := member(c, instances.one, &q); err != nil {
			return q, err
		}
		return q, first(
			need(q.Group != "", "SDRS.0207"),
			need(q.Server != "", "SDRS.0210"),
			checkName(q.Name),
			checkDescription(q.Description),
			checkIP(q.IP),
			checkTags(q.Tags),
		)
	}
	return otc.Op("createProtectedInstance", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q instanceAsked) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			if err = first(err, need(ready(t), "SDRS.1323"), need(!serves(tx, q.Server), "SDRS.1305")); err != nil {
				return otc.Started{}, err
			}
			id := tx.UUID("instance").String()
			tx.Put(instances.kept(id), otc.Project(c), "creating", instance{
				traits: traits{name: q.Name, description: q.Description, group: q.Group, station: g.station},
				server: q.Server, target: tx.UUID("server").String(), flavor: q.Flavor, tags: q.Tags,
			})
			made := making(instances.kept(id))
			made.touch.Done = t.Status
			return begin(c, tx, attributes(c, instances, id, "createProtectedInstanceNoCG"), made)
		})
}

// checkIP refuses a text that is no address; none is needed.
func checkIP(s string) error {
	_, err := netip.ParseAddr(s)
	return need(s == "" || err == nil, "SDRS.0219")
}

// serves tells that a server belongs to an instance already.
func serves(tx *world.Tx, server string) bool {
	for _, t := range tx.Resources(name, instances.one) {
		if i, ok := t.Props.(instance); ok && (i.server == server || i.target == server) {
			return true
		}
	}
	return false
}

// deleteInstance is DELETE …/protected-instances/{id}, which has a body; what it says of the DR site's server and address
// is taken and changes nothing here. Pairs that are attached come off.
func deleteInstance() http.Handler {
	decode := func(c *wire.Call) (string, error) {
		_, err := otc.Members(c)
		return otc.Var(c, "id"), err
	}
	return otc.Op("deleteProtectedInstance", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, id)
			if err = first(err, need(idle(t), "SDRS.1301"), need(idle(groupOf(tx, i.group)), "SDRS.1324")); err != nil {
				return otc.Started{}, err
			}
			effects := []effect{removing(t.Name)}
			for _, p := range attachedTo(tx, i.group, id) {
				effects = append(effects, effect{pairs.kept(p.Pair), world.Effect{Alter: attached("", "")}})
			}
			return begin(c, tx, attributes(c, instances, id, "deleteProtectedInstanceNoCG"), effects...)
		})
}

// flavors is what a change of specifications asks for: both servers', or either's.
type flavors struct {
	id         string
	Both       string `json:"flavorRef"`
	Production string `json:"production_flavorRef"`
	DR         string `json:"dr_flavorRef"`
}

// resizeInstance is POST …/protected-instances/{id}/resize. Whether a server is stopped nobody knows here.
func resizeInstance() http.Handler {
	decode := func(c *wire.Call) (flavors, error) {
		q := flavors{id: otc.Var(c, "id")}
		if err := member(c, "resize", &q); err != nil {
			return q, err
		}
		if q.Both != "" {
			q.Production, q.DR = q.Both, q.Both
		}
		return q, need(q.Production != "" || q.DR != "", "SDRS.0201")
	}
	return otc.Op("resizeProtectedInstance", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q flavors) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.id)
			same := (q.Production == "" || q.Production == i.flavor) && (q.DR == "" || q.DR == i.drFlavor)
			err = first(err,
				need(ready(groupOf(tx, i.group)), "SDRS.1024"),
				need(ready(t) || t.Status == "error-resizing", "SDRS.1328"),
				need(!same, "SDRS.1341"))
			if err != nil {
				return otc.Started{}, err
			}
			touch := world.Effect{Live: "resizing", Done: settled(tx, i.group), Failed: "error-resizing", Alter: altered(q.apply)}
			return begin(c, tx, attributes(c, instances, t.ID, "resizeProtectedInstanceNew"), effect{t.Name, touch})
		})
}

// apply is the instance with other specifications.
func (q flavors) apply(i instance) instance {
	if q.Production != "" {
		i.flavor = q.Production
	}
	if q.DR != "" {
		i.drFlavor = q.DR
	}
	return i
}
