package drs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// Attributes holds what a task was created with, under the names of the creation request (drs_03_0104). Empty members
// get a default (see withDefaults).
type Attributes struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Engine      string   `json:"engine_type"`
	Use         string   `json:"db_use_type"` // migration, sync or cloudDataGuard
	Mode        string   `json:"task_type"`   // FULL_TRANS, FULL_INCR_TRANS or INCR_TRANS
	Direction   string   `json:"job_direction"`
	Net         string   `json:"net_type"`
	Node        string   `json:"node_type"`
	Subnet      string   `json:"customize_sutnet_id"` // the vendor's spelling
	ReadOnly    bool     `json:"is_target_readonly"`
	MultiWrite  bool     `json:"multi_write"`
	MasterAZ    string   `json:"master_az"`
	SlaveAZ     string   `json:"slave_az"`
	Source      Endpoint `json:"source_endpoint"`
	Target      Endpoint `json:"target_endpoint"`
	Tags        []Tag    `json:"tags"`
	ExpiredDays *otc.Int `json:"expired_days"` // a string of digits in requests (drs_03_0104)

	Refused  job.ErrorRow `json:"-"` // error of its connection tests; they succeed if it is zero
	Precheck string       `json:"-"` // item of its precheck that fails; empty for none
}

// Endpoint is the database at one end of a task. Passwords and certificates are accepted and dropped.
type Endpoint struct {
	IP       string   `json:"ip,omitempty"`
	Region   string   `json:"region,omitempty"`
	DBType   string   `json:"db_type,omitempty"`
	DBName   string   `json:"db_name,omitempty"`
	Port     *otc.Int `json:"db_port,omitempty"` // a number or a string of digits in requests (drs_03_0107), a number in responses
	SSL      bool     `json:"ssl_link"`
	Instance string   `json:"inst_id,omitempty"`
	Project  string   `json:"project_id,omitempty"`
	Name     string   `json:"inst_name,omitempty"`
	User     string   `json:"db_user,omitempty"`
	VPC      string   `json:"vpc_id,omitempty"`
	Subnet   string   `json:"subnet_id,omitempty"`
}

// Payload is the payload of a step: the error that status and detail queries return beside the status.
type Payload struct {
	Code, Message string
	// Unfilled is the message with a %s for each word of the request that moves the task; empty if it has none.
	Unfilled string
}

// newAttributes returns the attributes of a task from the fields of a scenario. The error is a *job.FieldError.
func newAttributes(f job.Fields) (any, error) {
	if len(f) == 0 {
		return nil, nil
	}
	var a Attributes
	for _, m := range a.members() {
		text, ok := f[m.name].(string)
		if ok && m.values != nil && !slices.Contains(m.values, text) {
			return nil, &job.FieldError{Field: m.name, Message: fmt.Sprintf("%q is not a value of DRS, which has %s; leave it out for the default", text, strings.Join(m.values, ", "))}
		}
		*m.at = text
	}
	a.ReadOnly, _ = f["is_target_readonly"].(bool)
	a.Refused, _ = f["connection"].(job.ErrorRow)
	a.Precheck, _ = f["precheck"].(string)
	if a.Precheck != "" && !slices.ContainsFunc(checks(), func(i checkItem) bool { return i.Item == a.Precheck }) {
		return nil, &job.FieldError{Field: "precheck", Message: "there is no such item of a precheck"}
	}
	for name, to := range map[string]*Endpoint{"source_endpoint": &a.Source, "target_endpoint": &a.Target} {
		if err := endpoint(f, name, to); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// endpoint decodes a mapping of a scenario like an endpoint of a request.
func endpoint(f job.Fields, name string, to *Endpoint) error {
	m, ok := f[name]
	if !ok {
		return nil
	}
	text, err := json.Marshal(m)
	if err == nil {
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		err = strict.Decode(to)
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return &job.FieldError{Field: name, Message: wrong.Field + " has a value of the wrong kind"}
	}
	if err != nil {
		return &job.FieldError{Field: name, Message: strings.TrimPrefix(err.Error(), "json: ")}
	}
	return nil
}

// newPayload returns the payload of a step. A step without an error has none, even if its status ends in FAILED: so it
// is in the example of drs_api_0150.
func newPayload(_ job.Word, f job.Fields) (any, error) {
	if len(f) == 0 {
		return nil, nil
	}
	row, _ := f["error"].(job.ErrorRow)
	payload := Payload{Code: row.Code, Message: plainMessage(row)}
	if payload.Message != row.Message {
		payload.Unfilled = row.Message
	}
	if text, ok := f["message"].(string); ok {
		payload.Message, payload.Unfilled = text, ""
	}
	return payload, nil
}

// plainMessage returns the message of a row without its placeholders.
func plainMessage(r job.ErrorRow) string { return strings.ReplaceAll(r.Message, "%s", "") }
