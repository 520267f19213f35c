package admin

import (
	"context"
	"net/http"
)

// APIList is the document of GET /__admin/apis.
type APIList struct {
	APIs []API `json:"apis"`
}

// API is one of the emulated APIs and its words.
type API struct {
	Name     string   `json:"name"`  // as in scenarios, "evs"
	Title    string   `json:"title"` // "EVS, Elastic Volume Service"
	Tokens   bool     `json:"tokens"`
	Statuses []Status `json:"statuses"`
	Types    []string `json:"types"` // of its jobs
	Calls    []string `json:"calls"` // that rules may name
}

// Status is a status word of an API's jobs.
type Status struct {
	Status string `json:"status"`
	Phase  string `json:"phase"` // pending, running, succeeded or failed
}

// NativeErrorList is the document of GET /__admin/errors.
type NativeErrorList struct {
	Errors []NativeError `json:"errors"`
}

// NativeError is an error of an API, in the words of its vendor, and the ways to get it.
type NativeError struct {
	API     string   `json:"api"`  // "gateway" for an error of the gateway before several APIs
	APIs    []string `json:"apis"` // whose calls can get it
	Code    string   `json:"code"`
	HTTP    int      `json:"http"`    // the status of the response that carries it
	Message string   `json:"message"` // as on the wire; %s is filled from the request
	Where   string   `json:"where"`   // where it can occur
	Source  string   `json:"source"`
	Grade   string   `json:"grade"`          // how well it is known
	Body    string   `json:"body"`           // of the response
	Rule    string   `json:"rule"`           // an item under "rules" of a scenario
	Step    string   `json:"step,omitempty"` // a step of a timeline in which a job fails with it; empty if no job can
	Curl    string   `json:"curl"`           // the request that the rule matches
}

// Explanation is the document of POST /__admin/scenarios/explain: what a scenario without faults has.
type Explanation struct {
	Description string       `json:"description,omitempty"`
	Jobs        int          `json:"jobs"` // a generator counts as one
	Rules       int          `json:"rules"`
	Resources   int          `json:"resources"`
	Remarks     []Diagnostic `json:"remarks"`       // what is legal but hardly meant
	SVG         string       `json:"svg,omitempty"` // a picture of its jobs, if the server draws any
}

// APIs returns the emulated APIs and their words.
func (c *Client) APIs(ctx context.Context) (APIList, error) {
	return get[APIList](ctx, c, "/apis", nil)
}

// NativeErrors returns the native errors of all APIs.
func (c *Client) NativeErrors(ctx context.Context) (NativeErrorList, error) {
	return get[NativeErrorList](ctx, c, "/errors", nil)
}

// Explain returns what a scenario has, without running it. For one with faults it returns an *Error with their diagnostics.
func (c *Client) Explain(ctx context.Context, scenario []byte) (Explanation, error) {
	return do[Explanation](ctx, c, Request{Method: http.MethodPost, Path: "/scenarios/explain", Body: scenario}, nil)
}
