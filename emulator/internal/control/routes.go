package control

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/playback"
)

// route is one operation of the control API.
type route struct {
	method, path string
	serve        func(*request)
}

const (
	get  = http.MethodGet
	post = http.MethodPost
	del  = http.MethodDelete
)

// routes returns the operations in the order of openapi.yaml.
func routes() []route { return append(sessionRoutes(), ruleRoutes()...) }

// sessionRoutes returns the operations on sessions, their jobs and their clock.
func sessionRoutes() []route {
	return []route{
		{get, "", handle(noBody, health)},
		{get, "/health", handle(noBody, health)},

		{get, "/sessions", handle(noBody, listSessions)},
		{post, "/sessions", handleAs(http.StatusCreated, body[admin.CreateSession], createSession)},
		{get, "/sessions/{session}", handle(pathSession, showSession)},
		{del, "/sessions/{session}", handleAs(http.StatusNoContent, pathSession, endSession)},
		{post, "/sessions/{session}/fork", handleAs(http.StatusCreated, forkBody(pathSession), forkSession)},
		{post, "/fork", handleAs(http.StatusCreated, forkBody(ownSession), forkSession)},

		{get, "/jobs", handle(jobFilter, listJobs)},
		{post, "/jobs", handleAs(http.StatusCreated, scenarioText, startJobs)},
		{get, "/jobs/{api}/{id}", handle(pathJob, showJob)},
		{get, "/jobs/{api}/{id}/timeline", handle(pathJob, timeline)},
		{get, "/jobs/{api}/{id}/scenario", jobScenario},
		{post, "/jobs/{api}/{id}/force", handle(forceBody, force)},
		{post, "/jobs/{api}/{id}/hold", handle(pathJob, hold)},
		{post, "/jobs/{api}/{id}/release", handle(pathJob, release)},

		{get, "/resources", handle(resourceFilter, listResources)},

		{get, "/clock", handle(noBody, showClock)},
		{post, "/clock/advance", handle(body[admin.Advance], advanceClock)},
		{post, "/clock/set", handle(body[admin.SetClock], setClock)},
		{post, "/clock/pause", handle(noBody, pauseClock)},
		{post, "/clock/resume", handle(noBody, resumeClock)},
		{post, "/clock/scale", handle(body[admin.ScaleClock], scaleClock)},
		{post, "/clock/mode", handle(body[admin.ClockMode], setClockMode)},
	}
}

// ruleRoutes returns the operations on scenarios, rules, the journal and the state of sessions, and on the server.
func ruleRoutes() []route {
	return []route{
		{get, "/scenarios", handle(noBody, listScenarios)},
		{post, "/scenarios/explain", handle(scenarioText, explainScenario)},
		{get, "/scenarios/{name:.+}", scenarioFile},
		{get, "/rules", handle(noBody, listRules)},
		{post, "/rules", handleAs(http.StatusCreated, scenarioText, addRules)},
		{post, "/rules/{name}/arm", handle(pathRule, armRule(playback.ArmRule))},
		{post, "/rules/{name}/disarm", handle(pathRule, armRule(playback.DisarmRule))},
		{del, "/rules/{name}", handleAs(http.StatusNoContent, pathRule, removeRule)},

		{get, "/journal", handle(journalQuery, listJournal)},
		{del, "/journal", handleAs(http.StatusNoContent, noBody, clearJournal)},
		{get, "/journal/count", handle(journalQuery, countJournal)},
		{get, "/journal/wait", handle(waitQuery, waitJournal)},
		{get, "/journal/follow", follow},
		{get, "/journal/{n:[0-9]+}", handle(noBody, showEntry)},

		{get, "/verdict", handle(verdictQuery, showVerdict)},
		{get, "/coverage", handle(noBody, showCoverage)},

		{post, "/reset", handleAs(http.StatusNoContent, noBody, reset)},
		{get, "/snapshot", snapshotFile},
		{post, "/restore", handleAs(http.StatusNoContent, snapshotText, restore)},

		{get, "/apis", handle(noBody, listAPIs)},
		{get, "/errors", handle(noBody, listErrors)},
		{get, "/metrics", metricsPage},
		{get, "/openapi.yaml", openapiFile},
		{get, "/schema.json", schemaFile},
		{get, "/ca.pem", caFile},
	}
}
