package sdrs

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

const name = "sdrs"

// API returns the Storage Disaster Recovery Service.
func API() wire.API {
	return wire.API{
		Name: name, Title: "SDRS, Storage Disaster Recovery Service",
		Vocabulary: vocabulary(),
		Choices:    choices(),
		Roots: []string{
			"/v1/*/jobs", "/v1/*/server-groups", "/v1/*/protected-instances", "/v1/*/replications",
			"/v1/*/disaster-recovery-drills", "/v1/*/active-domains", "/v1/*/task-center", "/v1/*/sdrs", "/v1/*/resource",
		},
		Mount:  mount,
		Paths:  []string{otc.JobPath},
		Poll:   otc.Poll(name),
		Status: otc.StatusOf,
		Sample: wire.SampleCall{
			Method: http.MethodPost, Path: "/sdrs/v1/p/server-groups", Header: otc.SampleToken(),
			Body: `{"server_group":{"name":"n","source_availability_zone":"a","target_availability_zone":"b","domain_id":"d",` +
				`"source_vpc_id":"v","dr_type":"migration"}}`,
		},
		WriteError: fail,
		Reject:     otc.Reject,
		Full:       otc.Full(),
		ErrorWords: otc.ErrorWords(nil),
		FillScript: otc.FillScript(otc.ErrorWords(nil)),
	}
}

// fail writes an error in SDRS's envelope. A body that is not JSON of the right types is SDRS.0201; an unexpected error
// is SDRS.0013.
var fail = otc.Failer(otc.Nested, table.Error("SDRS.0201"), table.Error("SDRS.0013"))

// mount mounts the job query at once, because it is what clients poll, and the other routes on first use.
func mount(r *mux.Router) {
	otc.Guard(r)
	otc.JobQuery{API: name, Table: table, Style: style, Fail: fail}.Mount(r)
	otc.Later(r, mountRest)
}

func mountRest(r *mux.Router) {
	otc.Guard(r)
	groups.mount(r)
	r.Handle(groups.route(""), createGroup()).Methods(http.MethodPost)
	r.Handle(groups.route("/{id}"), deleteGroup()).Methods(http.MethodDelete)
	r.Handle(groups.route("/{id}/action"), actOnGroup()).Methods(http.MethodPost)
	mountInstances(r)
	pairs.mount(r)
	r.Handle(pairs.route(""), createPair()).Methods(http.MethodPost)
	r.Handle(pairs.route("/{id}"), deletePair()).Methods(http.MethodDelete)
	r.Handle(pairs.route("/{id}/action"), actOnPair()).Methods(http.MethodPost)
	drills.mount(r)
	r.Handle(drills.route(""), createDrill()).Methods(http.MethodPost)
	r.Handle(drills.route("/{id}"), deleteDrill()).Methods(http.MethodDelete)

	r.Handle("/", listVersions()).Methods(http.MethodGet)
	r.Handle("/v1/{project_id}/active-domains", listDomains()).Methods(http.MethodGet)
	r.Handle("/v1", showVersion()).Methods(http.MethodGet)
	r.Handle("/v1/", showVersion()).Methods(http.MethodGet)
	const tasks = "/v1/{project_id}/task-center"
	r.Handle(tasks+"/failure-jobs", listFailures()).Methods(http.MethodGet)
	r.Handle(tasks+"/failure-jobs/batch", deleteAllFailures()).Methods(http.MethodDelete)
	r.Handle(tasks+"/failure-jobs/{id}", deleteFailure()).Methods(http.MethodDelete)
	r.Handle(tasks+"/{server_group_id}/failure-jobs/batch", deleteGroupFailures()).Methods(http.MethodDelete)
	r.Handle("/v1/{project_id}/resource/rpo-statistics", listRPO()).Methods(http.MethodGet)
	r.Handle("/v1/{project_id}/sdrs/quotas", showQuotas()).Methods(http.MethodGet)
}

func mountInstances(r *mux.Router) {
	literal(r, instances.route("/tags"), http.MethodGet, listProjectTags())
	literal(r, instances.route("/resource_instances/action"), http.MethodPost, listByTags())
	literal(r, instances.route("/batch"), http.MethodPost, createInstances())
	literal(r, instances.route("/delete"), http.MethodPost, deleteInstances())
	instances.mount(r)
	one := instances.route("/{id}")
	r.Handle(instances.route(""), createInstance()).Methods(http.MethodPost)
	r.Handle(one, deleteInstance()).Methods(http.MethodDelete)
	r.Handle(one+"/attachreplication", attachPair()).Methods(http.MethodPost)
	r.Handle(one+"/detachreplication/{replication_id}", detachPair()).Methods(http.MethodDelete)
	r.Handle(one+"/nic", addNIC()).Methods(http.MethodPost)
	r.Handle(one+"/nic/delete", deleteNIC()).Methods(http.MethodPost)
	r.Handle(one+"/resize", resizeInstance()).Methods(http.MethodPost)
	r.Handle(one+"/tags", showTags()).Methods(http.MethodGet)
	r.Handle(one+"/tags", addTag()).Methods(http.MethodPost)
	r.Handle(one+"/tags/action", batchTags()).Methods(http.MethodPost)
	r.Handle(one+"/tags/{key}", deleteTag()).Methods(http.MethodDelete)
}

// literal mounts a path that would otherwise match {id}: the gateway rejects its other methods.
func literal(r *mux.Router, path, method string, h http.Handler) {
	r.Handle(path, h).Methods(method)
	r.Handle(path, r.MethodNotAllowedHandler)
}
