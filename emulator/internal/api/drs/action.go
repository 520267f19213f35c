package drs

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// item is one element of the list that a call with effects is sent.
type item interface {
	task() string // the id of the task that it is about
	check() error // what is wrong with it by itself
}

// action is a call that does something to each task that it names. What goes wrong with one of them is told in its item of
// a good answer (drs_03_0113); what refuses the whole request is found before anything is done.
type action[T item] struct {
	name   string
	status int    // of the answer; the documents and the clients are exact about it
	list   string // the member of the request that has the items
	twice  bool   // a task may be named more than once
	// refuse, if there is one, looks at each task; what it answers refuses the request.
	refuse func(*taskContext, T) error
	// do does it to one task. It answers the refusal that its item tells.
	do func(*taskContext, T) error
	// finish, if there is one, adds to an item what this call alone tells.
	finish func(*outcome)
}

// outcome is what an action made of one item.
type outcome struct {
	Success  *bool  `json:"success,omitempty"`
	ID       string `json:"id"`
	Status   string `json:"status"`
	Precheck string `json:"precheck_id,omitempty"`
	Code     string `json:"error_code,omitempty"`
	Message  string `json:"error_msg,omitempty"`
}

// The statuses of an outcome.
const (
	succeeded = "success"
	failed    = "failed"
)

func (a action[T]) handler() http.Handler { return operation(a.name, a.decode, a.carryOut, write) }

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
		if seen[it.task()] && !a.twice {
			return nil, table.Error("DRS.M00301", a.list)
		}
		seen[it.task()] = true
	}
	return items, nil
}

// checkItemID answers what is wrong with the id of a task in a request.
func checkItemID(c *wire.Call, id string) error {
	if id == "" {
		return table.Error("DRS.M00201", "jobId")
	}
	if !fits(c.Setting(idCheck), id) {
		return table.Error("DRS.M00202", "jobId")
	}
	return nil
}

func (a action[T]) carryOut(c *wire.Call, items []T) (answer[outcome], error) {
	out := answer[outcome]{Results: make([]outcome, 0, len(items)), Count: len(items), status: a.status}
	err := c.Do(func(tx *world.Tx) error {
		if err := a.foresee(tx, c, items); err != nil {
			return err
		}
		for _, it := range items {
			v, err := enter(tx, c, it.task())
			if err == nil {
				err = a.do(v, it)
			}
			o, err := outcomeOf(it.task(), err)
			if err != nil {
				return err
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

// foresee finds what refuses the whole request.
func (a action[T]) foresee(tx *world.Tx, c *wire.Call, items []T) error {
	if a.refuse == nil {
		return nil
	}
	for _, it := range items {
		if v, err := enter(tx, c, it.task()); err == nil {
			if err := a.refuse(v, it); err != nil {
				return err
			}
		}
	}
	return nil
}

// outcomeOf tells an item's end. An error that is no refusal is answered as it is.
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
