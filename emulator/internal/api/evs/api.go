package evs

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

const name = "evs"

// API returns the Elastic Volume Service.
func API() wire.API {
	return wire.API{
		Name: name, Title: "EVS, Elastic Volume Service",
		Vocabulary: vocabulary(),
		Roots:      roots(),
		Mount:      mount,
		Paths:      []string{otc.JobPath},
		Poll:       otc.Poll(name),
		WriteError: native.fail,
		Reject:     otc.Reject,
		Full:       otc.Full(),
	}
}

// roots returns the paths of the jobs and of the three families of disk calls, in each version.
func roots() []string {
	all := []string{"/v1/*/jobs"}
	for _, version := range []string{"v2", "v2.1", "v3"} {
		for _, family := range []string{"cloudvolumes", "os-vendor-volumes", "volumes"} {
			all = append(all, "/"+version+"/*/"+family)
		}
	}
	return all
}

// mount adds the route of the job query at once, and defers the other routes until a request needs one.
func mount(r *mux.Router) {
	otc.Guard(r)
	otc.JobQuery{API: name, Table: table, Style: style, Fail: native.fail}.Mount(r)
	otc.Later(r, mountRest)
}

func mountRest(r *mux.Router) {
	otc.Guard(r)
	r.Handle("/", listVersions()).Methods(http.MethodGet)

	const base = `/{version:v2|v2\.1|v3}/{project_id}`
	const cloud, vendor, volumes = base + "/cloudvolumes", base + "/os-vendor-volumes", base + "/volumes"
	native.mount(r, cloud)
	r.Handle(cloud, createVolume()).Methods(http.MethodPost)
	r.Handle(cloud+"/{volume_id}", deleteVolume()).Methods(http.MethodDelete)
	r.Handle(cloud+"/{volume_id}", native.updateVolume()).Methods(http.MethodPut)
	r.Handle(cloud+"/{volume_id}/action", extendVolume()).Methods(http.MethodPost)

	native.mount(r, vendor)
	r.Handle(vendor+"/{volume_id}/tags", showVolumeTags()).Methods(http.MethodGet)

	cinder.mount(r, volumes)
	r.Handle(volumes, cinderCreate()).Methods(http.MethodPost)
	r.Handle(volumes+"/{volume_id}", cinderDelete()).Methods(http.MethodDelete)
	r.Handle(volumes+"/{volume_id}", cinder.updateVolume()).Methods(http.MethodPut)
	r.Handle(volumes+"/{volume_id}/action", cinderAction()).Methods(http.MethodPost)
	r.Handle(volumes+"/{volume_id}/retype", retypeVolume()).Methods(http.MethodPost)
}
