package drs

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// item is one element of the list in the request of an action.
type item interface {
	task() string // returns the id of its task
	check() error // reports an error that does not depend on the task
}

// action is a call that changes each of the tasks in its request. An error about one task is reported in its item of a
// successful response (drs_03_0113); an error that rejects the whole request is found before any task is changed.
type action[T item] struct {
	name    string
	status  int    // of a successful response; clients require it exactly
	list    string // member of the request that holds the items
	repeats bool   // a task may occur more than once
	stops   bool   // it stops or deletes tasks: of a dual-active task it accepts the parent, not the subtasks
	// reject, if not nil, is called for each task first; an error rejects the request.
	reject func(*taskContext, T) error
	// do changes one task. An error is reported in the task's item.
	do func(*taskContext, T) error
	// finish, if not nil, adds the members to an item that only this call has.
	finish func(*outcome)
}

// outcome is the item of one task in the response.
type outcome struct {
	Success  *bool  `json:"success,omitempty"`
	ID       string `json:"id"`
	Status   string `json:"status"`
	Precheck string `json:"precheck_id,omitempty"`
	Code     string `json:"error_code,omitempty"`
	Message  string `json:"error_msg,omitempty"`
}

// The values of an outcome's status.
const (
	succeeded = "success"
	failed    = "failed"
)

func (a action[T]) handler() http.Handler { return operation(a.name, a.decode, a.run, write) }

func (a action[T]) decode(c *wire.Call) ([]T, error) {
	body, err := members(c)
	if err != nil {
		return nil, err
	}
	var items []T
	if body[a.list].Type != gjson.Null {
		err = json.Unmarshal([]byte(body[a.list].Raw), &items)
	}
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, table.Error("DRS.M00201", a.list)
	}
	seen := make(map[string]bool, len(items))
	for _, it := range items {
		if err := checkItemID(c, it.task()); err != nil {
			return nil, err
		}
		if err := it.check(); err != nil {
			return nil, err
		}
		if seen[it.task()] && !a.repeats {
			return nil, table.Error("DRS.M00301", a.list)
		}
		seen[it.task()] = true
	}
	return items, nil
}

// checkItemID returns an error if the id of a task in a request is empty or malformed.
func checkItemID(c *wire.Call, id string) error {
	if id == "" {
		return table.Error("DRS.M00201", "jobId")
	}
	if !validID(c.Setting(idCheck), id) {
		return table.Error("DRS.M00202", "jobId")
	}
	return nil
}

func (a action[T]) run(c *wire.Call, items []T) (response[outcome], error) {
	out := response[outcome]{Results: make([]outcome, 0, len(items)), Count: len(items), status: a.status}
	err := c.Do(func(tx *world.Tx) error {
		if err := a.rejectRequest(tx, c, items); err != nil {
			return err
		}
		for _, it := range items {
			v, err := openTask(tx, c, it.task())
			if err == nil {
				err = a.do(v, it)
			}
			o, err := outcomeOf(it.task(), err)
			if err != nil {
				return err
			}
			if o.Code != "" {
				c.ItemFailed(refOf(o.ID), o.Code)
			}
			if a.finish != nil {
				a.finish(&o)
			}
			out.Results = append(out.Results, o)
		}
		return nil
	})
	return out, err
}

// reject returns the first error that rejects the whole request.
func (a action[T]) rejectRequest(tx *world.Tx, c *wire.Call, items []T) error {
	for _, it := range items {
		v, err := openTask(tx, c, it.task())
		if err != nil {
			continue // reported in its item
		}
		if err := v.checkRole(a.stops); err != nil {
			return err
		}
		if a.reject == nil {
			continue
		}
		if err := a.reject(v, it); err != nil {
			return err
		}
	}
	return nil
}

// outcomeOf returns the item for a task. It returns an error that is not an APIError unchanged.
func outcomeOf(id string, err error) (outcome, error) {
	if err == nil {
		return outcome{ID: id, Status: succeeded}, nil
	}
	r, ok := errors.AsType[*wire.APIError](err)
	if !ok {
		return outcome{}, err
	}
	return outcome{ID: id, Status: failed, Code: r.Row.Code, Message: r.Message}, nil
}
