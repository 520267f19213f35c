package control

import "net/http"

// route is one operation of the control API.
type route struct {
	method, path string
	serve        func(*request)
}

// routes is the control API: what openapi.yaml describes, in its order.
func routes() []route {
	const get, post, del = http.MethodGet, http.MethodPost, http.MethodDelete
	return []route{
		{get, "", show(nothing, health)},
		{get, "/health", show(nothing, health)},

		{get, "/sessions", show(nothing, listSessions)},
		{post, "/sessions", act(http.StatusCreated, body[CreateSession], openSession)},
		{get, "/sessions/{session}", show(guest, showSession)},
		{del, "/sessions/{session}", act(http.StatusNoContent, guest, endSession)},
		{post, "/sessions/{session}/fork", act(http.StatusCreated, twinOf(guest), forkSession)},
		{post, "/fork", act(http.StatusCreated, twinOf(present), forkSession)},

		{get, "/jobs", show(jobQuery, listJobs)},
		{post, "/jobs", act(http.StatusCreated, scenarioText, startJobs)},
		{get, "/jobs/{api}/{id}", show(ref, showJob)},
		{get, "/jobs/{api}/{id}/timeline", show(ref, timeline)},
		{post, "/jobs/{api}/{id}/force", show(forcing, force)},
		{post, "/jobs/{api}/{id}/hold", show(ref, hold)},
		{post, "/jobs/{api}/{id}/release", show(ref, release)},

		{get, "/clock", show(nothing, showClock)},
		{post, "/clock/advance", show(body[advance], advanceClock)},
		{post, "/clock/set", show(body[instant], setClock)},
		{post, "/clock/pause", show(nothing, pauseClock)},
		{post, "/clock/resume", show(nothing, resumeClock)},
		{post, "/clock/scale", show(body[pace], scaleClock)},
		{post, "/clock/mode", show(body[mode], switchClock)},

		{get, "/scenarios", show(nothing, listScenarios)},
		{get, "/scenarios/{name:.+}", scenarioFile},
		{get, "/rules", show(nothing, listRules)},

		{get, "/journal", show(journalQuery, listJournal)},
		{del, "/journal", act(http.StatusNoContent, nothing, clearJournal)},
		{get, "/journal/count", show(journalQuery, countJournal)},
		{get, "/journal/wait", show(patience, waitJournal)},
		{get, "/journal/follow", follow},
		{get, "/journal/{n:[0-9]+}", show(nothing, showEntry)},

		{post, "/reset", act(http.StatusNoContent, nothing, reset)},
		{get, "/snapshot", snapshotFile},
		{post, "/restore", act(http.StatusNoContent, snapshotText, restore)},

		{get, "/metrics", metricsPage},
		{get, "/openapi.yaml", openapiFile},
		{get, "/schema.json", schemaFile},
		{get, "/ca.pem", caFile},
	}
}
