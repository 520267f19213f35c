package admin

import (
	"encoding/json"
	"errors"
)

// ErrTarget is returned for a Target that is none of its three forms.
var ErrTarget = errors.New(`a clock advances to "next", "end" or {"job": "evs/j1", "status": "SUCCESS"}`)

// jobStatus is a Target with a job in JSON.
type jobStatus struct {
	Job    string `json:"job"`
	Status string `json:"status"`
}

// MarshalJSON returns a string for a word, else an object. It returns ErrTarget if neither is set.
func (t Target) MarshalJSON() ([]byte, error) {
	switch {
	case t.Word != "":
		return json.Marshal(t.Word)
	case t.Job == "" || t.Status == "":
		return nil, ErrTarget
	default:
		return json.Marshal(jobStatus{t.Job, t.Status})
	}
}

// UnmarshalJSON reads a string or an object. It returns ErrTarget for anything else.
func (t *Target) UnmarshalJSON(src []byte) error {
	*t = Target{}
	if json.Unmarshal(src, &t.Word) == nil && (t.Word == "next" || t.Word == "end") {
		return nil
	}
	var at map[string]string // a struct would take other letter cases, too
	if json.Unmarshal(src, &at) != nil || len(at) != 2 || at["job"] == "" || at["status"] == "" {
		return ErrTarget
	}
	*t = Target{Job: at["job"], Status: at["status"]}
	return nil
}
