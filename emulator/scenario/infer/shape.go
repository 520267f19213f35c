package infer

import (
	"net/http"

	"github.com/tidwall/gjson"
)

// shape is where the responses of an API have the things of a kind, and what of them a scenario says under the same names.
type shape struct {
	api, kind  string
	one, many  string // paths of one thing and of a list of them
	id, born   string
	updated    string
	hasStatus  bool
	fields     []string
	fieldPaths map[string]string // of those that have another place in a response than in a scenario
}

// entityOf are the entities by which SDRS's jobs name things, by kind.
var entityOf = map[string]string{
	"server_group": "server_group_id", "protected_instance": "protected_instance_id", "replication": "replication_pair_id",
	"disaster_recovery_drill": "disaster_recovery_drill_id",
}

// shapes are those of evs_04_2011, evs_04_2093, the SDRS reference (sdrs_05_0207 and its like) and the Element reference
// (ListActiveVolumes, ListSnapshots, ListAccounts).
var shapes = []shape{
	{
		api: "evs", kind: "volume", one: "volume", many: "volumes", id: "id", born: "created_at", updated: "updated_at", hasStatus: true,
		fields:     []string{"name", "description", "size", "volume_type", "availability_zone", "multiattach", "snapshot_id", "metadata", "tags", "image_id"},
		fieldPaths: map[string]string{"image_id": "volume_image_metadata.image_id"},
	},
	{
		api: "evs", kind: "snapshot", one: "snapshot", many: "snapshots", id: "id", born: "created_at", updated: "updated_at", hasStatus: true,
		fields: []string{"volume_id", "name", "description", "size", "metadata"},
	},
	{
		api: "sdrs", kind: "server_group", one: "server_group", many: "server_groups", id: "id", born: "created_at", updated: "updated_at", hasStatus: true,
		fields: []string{"name", "description", "source_availability_zone", "target_availability_zone", "domain_id", "source_vpc_id", "priority_station"},
	},
	{
		api: "sdrs", kind: "protected_instance", one: "protected_instance", many: "protected_instances", id: "id", born: "created_at", updated: "updated_at", hasStatus: true,
		fields: []string{"name", "description", "server_group_id", "priority_station", "source_server", "target_server"},
	},
	{
		api: "sdrs", kind: "replication", one: "replication", many: "replications", id: "id", born: "created_at", updated: "updated_at", hasStatus: true,
		fields: []string{"name", "description", "server_group_id", "priority_station", "volume_ids", "volume_size", "volume_type", "protected_instance_id", "device"},
		fieldPaths: map[string]string{
			"volume_size": "record_metadata.volume_size", "volume_type": "record_metadata.volume_type",
			"protected_instance_id": "attachment.0.protected_instance", "device": "attachment.0.device",
		},
	},
	{
		api: "sdrs", kind: "disaster_recovery_drill", one: "disaster_recovery_drill", many: "disaster_recovery_drills", id: "id", born: "created_at", updated: "updated_at", hasStatus: true,
		fields: []string{"name", "server_group_id", "drill_vpc_id"},
	},
	{
		api: "element", kind: "volume", one: "result.volume", many: "result.volumes", id: "volumeID", born: "createTime", hasStatus: true,
		fields: []string{"name", "accountID", "totalSize", "access", "attributes"},
	},
	{
		api: "element", kind: "snapshot", one: "result.snapshot", many: "result.snapshots", id: "snapshotID", born: "createTime",
		fields: []string{"volumeID", "name", "totalSize", "snapMirrorLabel", "attributes"},
	},
	{
		api: "element", kind: "account", one: "result.account", many: "result.accounts", id: "accountID",
		fields: []string{"username", "attributes"},
	},
}

// shown returns the things that a response shows whole.
func shown(c Call) []Resource {
	if c.Response.Status < http.StatusOK || c.Response.Status >= http.StatusMultipleChoices {
		return nil
	}
	var found []Resource
	body := gjson.ParseBytes(c.Response.Body.Bytes)
	for _, s := range shapes {
		if s.api != c.API {
			continue
		}
		for _, doc := range append(body.Get(s.many).Array(), body.Get(s.one)) {
			if r := s.read(doc); !s.hasStatus || r.Status != "" {
				found = append(found, r)
			}
		}
	}
	return found
}

// read reads one thing of a response.
func (s *shape) read(doc gjson.Result) Resource {
	r := Resource{
		API: s.api, Kind: s.kind, ID: doc.Get(s.id).String(), Project: doc.Get("os-vol-tenant-attr:tenant_id").String(),
		Born: instant(doc.Get(s.born)), Updated: instant(doc.Get(s.updated)),
	}
	if s.hasStatus {
		r.Status = doc.Get("status").String()
	}
	for _, name := range s.fields {
		path := name
		if other, ok := s.fieldPaths[name]; ok {
			path = other
		}
		switch value := doc.Get(path); {
		case !value.Exists(), value.Raw == "null", value.Raw == "{}", value.Raw == `""`, value.Raw == "false":
		default:
			r.Fields = append(r.Fields, Field{name, fieldsOf(value)})
		}
	}
	if s.api == "evs" {
		r.Fields = append(r.Fields, attachments(doc)...)
	}
	return r
}

// attachments returns the field of a disk that says which servers have it.
func attachments(doc gjson.Result) []Field {
	var all []any
	for _, a := range doc.Get("attachments").Array() {
		all = append(all, []Field{{"server_id", a.Get("server_id").String()}, {"device", a.Get("device").String()}})
	}
	if all == nil {
		return nil
	}
	return []Field{{"attachments", all}}
}
