package evs

import (
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// zones are the availability zones of the region [inferred]. A creation may name others too. It is read only.
var zones = []string{"eu-de-01", "eu-de-02", "eu-de-03"}

// listedTypes are the disk types that the region lists [inferred]. It is read only.
var listedTypes = []string{"SATA", "SAS", "SSD", "GPSSD", "ESSD", "co-p1", "uh-l1"}

// typeDoc is a disk type (evs_04_3035). The example of the document lacks RESKEY:availability_zones, which its table lists
// and which terraform-provider-opentelekomcloud reads without a check.
type typeDoc struct {
	Specs       typeSpecs `json:"extra_specs"`
	Name        string    `json:"name"`
	QoS         *string   `json:"qos_specs_id"`
	ID          string    `json:"id"`
	Public      bool      `json:"is_public"`
	Description *string   `json:"description"`
}

type typeSpecs struct {
	Backend string `json:"volume_backend_name"`
	Zone    string `json:"availability-zone"`
	Zones   string `json:"RESKEY:availability_zones"`
}

func newTypeDoc(kind string) typeDoc {
	return typeDoc{
		Specs: typeSpecs{Backend: kind, Zone: zones[0], Zones: strings.Join(zones, ",")},
		Name:  kind, ID: otc.DerivedUUID("volume-type", kind), Public: true,
	}
}

type typesDoc struct {
	Types []typeDoc `json:"volume_types"`
}

type typeEnvelope struct {
	Type typeDoc `json:"volume_type"`
}

// listVolumeTypes handles GET …/types.
func listVolumeTypes() http.Handler {
	return fixed("listVolumeTypes", cinder, func(*wire.Call, *world.Tx) (doc typesDoc) {
		for _, kind := range listedTypes {
			doc.Types = append(doc.Types, newTypeDoc(kind))
		}
		return doc
	})
}

// showVolumeType handles GET …/types/{type_id}. The name in place of the ID finds nothing, as in Cinder.
func showVolumeType() http.Handler {
	return otc.Op("showVolumeType", http.StatusOK, cinder.fail, otc.Path("type_id"),
		func(_ *wire.Call, _ *world.Tx, id string) (typeEnvelope, error) {
			for _, kind := range listedTypes {
				if doc := newTypeDoc(kind); doc.ID == id || id == "default" && kind == defaultKind {
					return typeEnvelope{doc}, nil
				}
			}
			return typeEnvelope{}, cinder.table.ErrorWithMessage("EVS.5404", "Volume type "+id+" could not be found.")
		})
}

// typeByID returns the name of a disk type, given its ID or its name: Cinder accepts both, and openstackclient sends the
// ID.
func typeByID(id string) string {
	for _, kind := range listedTypes {
		if newTypeDoc(kind).ID == id {
			return kind
		}
	}
	return id
}

// zonesDoc is the availability zones (evs_04_2081).
type zonesDoc struct {
	Zones []zoneDoc `json:"availabilityZoneInfo"`
}

type zoneDoc struct {
	State struct {
		Available bool `json:"available"`
	} `json:"zoneState"`
	Name string `json:"zoneName"`
}

// listAvailabilityZones handles GET …/os-availability-zone.
func listAvailabilityZones() http.Handler {
	return fixed("listAvailabilityZones", cinder, func(*wire.Call, *world.Tx) (doc zonesDoc) {
		for _, zone := range zones {
			z := zoneDoc{Name: zone}
			z.State.Available = true
			doc.Zones = append(doc.Zones, z)
		}
		return doc
	})
}

// extensionsDoc is the extensions of the API, of which jobsim names none (evs_04_3034).
type extensionsDoc struct {
	Extensions []struct{} `json:"extensions"`
}

// listExtensions handles GET …/extensions.
func listExtensions() http.Handler {
	return fixed("listExtensions", cinder, func(*wire.Call, *world.Tx) extensionsDoc { return extensionsDoc{[]struct{}{}} })
}

// fixed returns an operation that needs nothing of its request.
func fixed[A any](op string, f family, do func(*wire.Call, *world.Tx) A) http.Handler {
	decode := func(*wire.Call) (otc.None, error) { return otc.None{}, nil }
	return otc.Op(op, http.StatusOK, f.fail, decode,
		func(c *wire.Call, tx *world.Tx, _ otc.None) (A, error) { return do(c, tx), nil })
}
