package admin

import "time"

// Health is the document of GET /__admin and GET /__admin/health.
type Health struct {
	Status    string    `json:"status"` // "ok"
	Version   string    `json:"version"`
	URL       string    `json:"url"`               // where the APIs of the session are served
	Started   time.Time `json:"started"`           // the server, in real time
	Uptime    Duration  `json:"uptime"`            // of the server, in real time
	Session   string    `json:"session,omitempty"` // the ID; empty for the server's own session
	Clock     Clock     `json:"clock"`
	Seed      uint64    `json:"seed"`
	Profile   string    `json:"profile"`   // "documented" or "observed"
	Scenarios []string  `json:"scenarios"` // names of those that the session loaded
	Sessions  int       `json:"sessions"`  // the number of sessions besides the server's own
	Requests  uint64    `json:"requests"`  // the number of completed API requests in this session
	Dropped   uint64    `json:"dropped"`   // the number of journal entries of this session that were evicted
}

// ScenarioList is the document of GET /__admin/scenarios.
type ScenarioList struct {
	Loaded  []string `json:"loaded"`  // names of the scenarios that the session loaded
	Shipped []string `json:"shipped"` // names of the scenarios that are part of the program
}

// RuleList is the document of GET /__admin/rules: the rules in the order in which they are tried.
type RuleList struct {
	Rules []Rule `json:"rules"`
}

// Rule is a rule of a scenario and how often it was matched.
type Rule struct {
	Name        string `json:"name"`     // by which it is armed, disarmed and removed
	Location    string `json:"location"` // file:line
	Call        string `json:"call"`     // such as "evs.showJob"; "*" for any
	Path        string `json:"path,omitempty"`
	Description string `json:"description"`         // which calls it claims, and what happens to them
	Armed       bool   `json:"armed"`               // it takes calls
	Calls       int    `json:"calls"`               // the number of calls that it counted so far
	Claimed     int    `json:"claimed"`             // of them, the number that it claimed
	Remaining   *int   `json:"remaining,omitempty"` // the number of calls that it may still claim; nil means no limit
	Spent       bool   `json:"spent"`               // it claims no further call
}
