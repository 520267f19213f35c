package drs

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// Attributes is what a task was made of, under the names of the creation request (drs_03_0104). What is empty gets a default
// when it is told.
type Attributes struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Engine      string   `json:"engine_type"`
	Use         string   `json:"db_use_type"` // the scenario: migration, sync or cloudDataGuard
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

	Refused  job.ErrorRow `json:"-"` // the error of its connection tests; the zero row lets them succeed
	Precheck string       `json:"-"` // the item of its precheck that fails; empty: none does
}

// Endpoint is a database at one end of a task. Passwords and certificates are taken and forgotten.
type Endpoint struct {
	IP       string   `json:"ip,omitempty"`
	Region   string   `json:"region,omitempty"`
	DBType   string   `json:"db_type,omitempty"`
	DBName   string   `json:"db_name,omitempty"`
	Port     *otc.Int `json:"db_port,omitempty"` // with or without quotes in a request (drs_03_0107), a number in answers
	SSL      bool     `json:"ssl_link"`
	Instance string   `json:"inst_id,omitempty"`
	Project  string   `json:"project_id,omitempty"`
	Name     string   `json:"inst_name,omitempty"`
	User     string   `json:"db_user,omitempty"`
	VPC      string   `json:"vpc_id,omitempty"`
	Subnet   string   `json:"subnet_id,omitempty"`
}

// Payload is what a step of a task adds: the error that status and detail queries tell beside the status.
type Payload struct{ Code, Message string }

// newAttributes makes the payload of a task from what a scenario says. It answers a *job.FieldError.
func newAttributes(f job.Fields) (any, error) {
	if len(f) == 0 {
		return nil, nil
	}
	var a Attributes
	for _, m := range a.members() {
		text, ok := f[m.name].(string)
		if ok && m.values != nil && !slices.Contains(m.values, text) {
			return nil, &job.FieldError{Field: m.name, Message: "want one of " + strings.Join(m.values, ", ")}
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

// endpoint reads a mapping of a scenario as a request would have it.
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

// newPayload makes the payload of a step. An error that a step does not name is not told, though its status ends in FAILED:
// so it is in the example of drs_api_0150.
func newPayload(_ job.Word, f job.Fields) (any, error) {
	if len(f) == 0 {
		return nil, nil
	}
	row, _ := f["error"].(job.ErrorRow)
	say := Payload{row.Code, plain(row)}
	if text, ok := f["message"].(string); ok {
		say.Message = text
	}
	return say, nil
}

// plain is the message of a row with its gaps left empty.
func plain(r job.ErrorRow) string { return strings.ReplaceAll(r.Message, "%s", "") }
