package evs

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

const name = "evs"

// errorWords are the words of a creation that the messages of errors repeat.
var errorWords = otc.ErrorWords(map[string][]string{
	"EVS.2071": {"volume.availability_zone", "volume.volume_type"},
	"EVS.2096": {"volume.volume_type", "volume.snapshot_id"},
})

// API returns the Elastic Volume Service.
func API() wire.API {
	return wire.API{
		Name: name, Title: "EVS, Elastic Volume Service",
		Vocabulary: vocabulary(),
		Choices:    choices(),
		Roots:      roots(),
		Mount:      mount,
		Paths:      []string{otc.JobPath},
		Poll:       otc.Poll(name),
		Status:     otc.StatusOf,
		Sample: wire.SampleCall{
			Method: http.MethodPost, Path: "/evs/v2/p/cloudvolumes", Header: otc.SampleToken(),
			Body: `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD","name":"n","count":1,"metadata":{"a":"b"}}}`,
		},
		WriteError: native.fail,
		Reject:     otc.Reject,
		Full:       otc.Full(),
		ErrorWords: errorWords,
		FillScript: otc.FillScript(errorWords),
	}
}

// roots returns the beginnings of the paths that EVS serves, in each version.
func roots() []string {
	all := []string{"/v1/*/jobs"}
	for _, version := range []string{"v2", "v2.1", "v3"} {
		for _, resource := range []string{
			"cloudvolumes", "os-vendor-volumes", "volumes", "cloudsnapshots", "snapshots", "os-vendor-tags", "types",
			"os-availability-zone", "os-quota-sets", "limits", "extensions",
		} {
			all = append(all, "/"+version+"/*/"+resource)
		}
	}
	return append(all, "/v1", "/v2", "/v2.1")
}

// mount adds the route of the job query at once, and defers the other routes until a request needs one.
func mount(r *mux.Router) {
	otc.Guard(r)
	otc.JobQuery{API: name, Table: table, Style: style, Fail: native.fail}.Mount(r)
	otc.Later(r, mountRest)
}

// base is the beginning of each path but the job query's.
const base = `/{version:v2|v2\.1|v3}/{project_id}`

// mountRest adds the other routes. Literal segments precede the variables that they could be taken for.
func mountRest(r *mux.Router) {
	otc.Guard(r)
	mountVersions(r)
	mountNative(r, base+"/cloudvolumes")
	mountNative(r, base+"/os-vendor-volumes")
	mountCinder(r, base+"/volumes")
	native.mountSnapshots(r, base+"/cloudsnapshots")
	r.Handle(base+"/cloudsnapshots/{snapshot_id}/rollback", rollbackSnapshot()).Methods(http.MethodPost)
	cinder.mountSnapshots(r, base+"/snapshots")

	vendor := base + "/os-vendor-tags/volumes"
	r.Handle(vendor, listTags()).Methods(http.MethodGet)
	r.Handle(vendor+"/{volume_id}", showVendorTags()).Methods(http.MethodGet)
	r.Handle(vendor+"/{volume_id}", setVendorTags(false)).Methods(http.MethodPost)
	r.Handle(vendor+"/{volume_id}", setVendorTags(true)).Methods(http.MethodPut)

	r.Handle(base+"/types", listVolumeTypes()).Methods(http.MethodGet)
	r.Handle(base+"/types/{type_id}", showVolumeType()).Methods(http.MethodGet)
	r.Handle(base+"/os-availability-zone", listAvailabilityZones()).Methods(http.MethodGet)
	r.Handle(base+"/os-quota-sets/{target_project_id}", listQuotas()).Methods(http.MethodGet)
	r.Handle(base+"/os-quota-sets/{target_project_id}/defaults", listQuotas()).Methods(http.MethodGet)
	r.Handle(base+"/limits", listLimits()).Methods(http.MethodGet)
	r.Handle(base+"/extensions", listExtensions()).Methods(http.MethodGet)
}

// mountNative adds EVS's own calls on disks. The reference has some of them under cloudvolumes only and some under
// os-vendor-volumes only; clients use both.
func mountNative(r *mux.Router, path string) {
	one := path + "/{volume_id}"
	r.Handle(path+"/tags", listTags()).Methods(http.MethodGet)
	r.Handle(path+"/resource_instances/action", listVolumesByTags()).Methods(http.MethodPost)
	otc.Unserved(r, path+"/unsubscribe", "prepaid disks cannot be deleted")
	otc.Unserved(r, path+"/tags", "the tags of all disks can be read only")
	otc.Unserved(r, path+"/resource_instances", "disks are found by POST resource_instances/action")
	r.Handle(path, createVolume()).Methods(http.MethodPost)
	native.mount(r, path)
	r.Handle(one, deleteVolume()).Methods(http.MethodDelete)
	r.Handle(one, native.updateVolume()).Methods(http.MethodPut)
	r.Handle(one+"/action", extendVolume()).Methods(http.MethodPost)
	r.Handle(one+"/tags", showVolumeTags()).Methods(http.MethodGet)
	r.Handle(one+"/tags/action", updateVolumeTags()).Methods(http.MethodPost)
}

// mountCinder adds the calls on disks that are compatible with OpenStack Cinder.
func mountCinder(r *mux.Router, path string) {
	one := path + "/{volume_id}"
	r.Handle(path+"/summary", showVolumeSummary()).Methods(http.MethodGet)
	cinder.mount(r, path)
	r.Handle(path, cinderCreate()).Methods(http.MethodPost)
	r.Handle(one, cinderDelete()).Methods(http.MethodDelete)
	r.Handle(one, cinder.updateVolume()).Methods(http.MethodPut)
	r.Handle(one+"/action", cinderAction()).Methods(http.MethodPost)
	r.Handle(one+"/retype", retypeVolume()).Methods(http.MethodPost)
	volumesMetadata.mount(r, one+"/metadata")
}
