package evs

import (
	"encoding/hex"
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
	Attachments []attachmentDoc   `json:"attachments"`
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

// wwn returns the world wide name of a disk: 32 hex digits that begin with those of the vendor.
func wwn(id string) string {
	digits := strings.ReplaceAll(id, "-", "")
	if _, err := hex.DecodeString(digits); err != nil || len(digits) != 32 { // the ID of a scenario may be any text
		digits = otc.Derived("wwn", id)
	}
	return "68886030" + digits[:24]
}

// attachmentDoc is an attachment of a disk (evs_04_2011).
type attachmentDoc struct {
	Server     string  `json:"server_id"`
	Attachment string  `json:"attachment_id"`
	Attached   string  `json:"attached_at"`
	Host       *string `json:"host_name"`
	Volume     string  `json:"volume_id"`
	Device     string  `json:"device"`
	ID         string  `json:"id"` // the ID of the disk again
}

// attachmentDocs returns the attachments of a disk. Their IDs are derived from the disk's and the server's [inferred].
func attachmentDocs(t world.Resource, d disk) []attachmentDoc {
	docs := make([]attachmentDoc, len(d.attachments))
	for i, a := range d.attachments {
		docs[i] = attachmentDoc{
			Server: a.Server, Attachment: otc.DerivedUUID("attachment", t.ID, a.Server), Attached: diskTime(t.Born),
			Volume: t.ID, Device: a.Device, ID: t.ID,
		}
	}
	return docs
}

// volumeEnvelope is the usual wrapper of a disk.
type volumeEnvelope struct {
	Volume volumeDoc `json:"volume"`
}

// newVolumeDoc returns a disk as it is on the wire.
func newVolumeDoc(c *wire.Call, t world.Resource, d disk) volumeDoc {
	doc := volumeDoc{
		ID: t.ID, Links: links(c, t.ID), Name: d.name, Status: t.Status, Attachments: attachmentDocs(t, d), Zone: d.zone,
		Snapshot: nullable(d.snapshot), Description: d.description, Tenant: t.Project,
		Created: diskTime(t.Born), Updated: diskTime(t.Updated), Kind: d.kind, Size: d.size,
		Bootable: strconv.FormatBool(d.image != "" || d.bootable), Metadata: nonNil(d.metadata), Host: d.zone + "#" + d.kind,
		Replicated: "disabled", Encrypted: d.metadata[encryptedKey] == "1", Shared: d.shared, Shareable: strconv.FormatBool(d.shared),
		User: "fd03ee73295e45478d88e15263d2ee4e", Service: "EVS",
		WWN: wwn(t.ID), Tags: nonNil(d.tags),
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
