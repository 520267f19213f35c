package evs

import (
	"strconv"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// volumeDoc is a disk as in evs_04_2011. The Cinder-compatible calls return the same; their clients skip unknown
// members. shareable, the former name of multiattach, is in no document; the SDKs of Huawei Cloud and the captured list
// in gophertelekomcloud's tests have it as a string.
type volumeDoc struct {
	ID          string            `json:"id"`
	Links       []link            `json:"links"`
	Name        string            `json:"name"`
	Status      string            `json:"status"`
	Attachments []struct{}        `json:"attachments"`
	Zone        string            `json:"availability_zone"`
	Source      *string           `json:"source_volid"`
	Snapshot    *string           `json:"snapshot_id"`
	Description *string           `json:"description"`
	Tenant      string            `json:"os-vol-tenant-attr:tenant_id"`
	Image       *imageDoc         `json:"volume_image_metadata"`
	Created     string            `json:"created_at"`
	Updated     string            `json:"updated_at"`
	Kind        string            `json:"volume_type"`
	Size        int               `json:"size"`
	Bootable    string            `json:"bootable"` // a string
	Metadata    map[string]string `json:"metadata"`
	Host        string            `json:"os-vol-host-attr:host"`
	Migration   *string           `json:"os-vol-mig-status-attr:migstat"`
	MigrationID *string           `json:"os-vol-mig-status-attr:name_id"`
	Replication *string           `json:"os-volume-replication:extended_status"`
	Replicated  string            `json:"replication_status"`
	Group       *string           `json:"consistencygroup_id"`
	Encrypted   bool              `json:"encrypted"`
	Shared      bool              `json:"multiattach"`
	Shareable   string            `json:"shareable"` // a string
	User        string            `json:"user_id"`
	Service     string            `json:"service_type"`
	WWN         string            `json:"wwn"`
	Tags        map[string]string `json:"tags"`
}

type link struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
}

type imageDoc struct {
	ID string `json:"image_id"`
}

// volumeEnvelope is the usual wrapper of a disk.
type volumeEnvelope struct {
	Volume volumeDoc `json:"volume"`
}

// newVolumeDoc returns a disk as it is on the wire.
func newVolumeDoc(c *wire.Call, t world.Resource, d disk) volumeDoc {
	doc := volumeDoc{
		ID: t.ID, Links: links(c, t.ID), Name: d.name, Status: t.Status, Attachments: []struct{}{}, Zone: d.zone,
		Snapshot: nullable(d.snapshot), Description: d.description, Tenant: t.Project,
		Created: diskTime(t.Born), Updated: diskTime(t.Updated), Kind: d.kind, Size: d.size,
		Bootable: strconv.FormatBool(d.image != ""), Metadata: nonNil(d.metadata), Host: d.zone + "#" + d.kind,
		Replicated: "disabled", Encrypted: d.metadata[encryptedKey] == "1", Shared: d.shared, Shareable: strconv.FormatBool(d.shared),
		User: "fd03ee73295e45478d88e15263d2ee4e", Service: "EVS",
		WWN: "68886030" + strings.ReplaceAll(t.ID, "-", "")[:24], Tags: nonNil(d.tags),
	}
	if d.image != "" {
		doc.Image = &imageDoc{d.image}
	}
	return doc
}

// diskTime formats an instant of a disk: microseconds, UTC and no zone, unlike an instant of a job (evs_04_2011; a
// client of Open Telekom Cloud fails on a Z here).
func diskTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000") }

// links returns the two addresses of a disk.
func links(c *wire.Call, id string) []link {
	path := "/" + otc.Project(c) + "/volumes/" + id
	return []link{{otc.Href(c, "/"+c.Var("version")+path), "self"}, {otc.Href(c, path), "bookmark"}}
}

func nullable(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// nonNil returns m, or an empty mapping if it is nil.
func nonNil(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}
