package drs

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// result is the response of a v5 call that changes a task, or its item in a list of them. Clients compare status with
// "success".
type result struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Status  string `json:"status"`
	Code    string `json:"error_code,omitempty"`
	Message string `json:"error_msg,omitempty"`
}

// results is the response of a v5 call that changes several tasks.
type results struct {
	Jobs []result `json:"jobs"`
}

// codeOf returns the code of an APIError, or an empty string.
func codeOf(err error) string {
	if r, ok := errors.AsType[*wire.APIError](err); ok {
		return r.Row.Code
	}
	return ""
}

// one returns a v5 operation that changes the task of the path. Its request is decoded by decode.
func one[Q any](op string, decode func(*wire.Call) (Q, error), do func(*taskContext, Q) error) http.Handler {
	run := func(c *wire.Call, q Q) (out result, err error) {
		err = c.Do(func(tx *world.Tx) error {
			v, err := openTask(tx, c, otc.Var(c, "id"))
			if err != nil {
				return unknownV5(err)
			}
			out = result{ID: v.snap.ID, Name: v.Name, Status: succeeded}
			return do(v, q)
		})
		return out, err
	}
	return operation(op, decode, run, writeJSON[result](http.StatusOK))
}

// many returns a v5 operation that changes several tasks, each with a result of its own.
func many[Q any](op string, decode func(*wire.Call) ([]Q, error), id func(Q) string, do func(*taskContext, Q) error) http.Handler {
	run := func(c *wire.Call, qs []Q) (results, error) {
		out := results{Jobs: []result{}}
		err := c.Do(func(tx *world.Tx) error {
			for _, q := range qs {
				r := result{ID: id(q), Status: succeeded}
				v, err := openTask(tx, c, r.ID)
				if err == nil {
					r.Name = v.Name
					err = do(v, q)
				}
				o, err := outcomeOf(r.ID, unknownV5(err))
				if err != nil {
					return err
				}
				r.Status, r.Code, r.Message = o.Status, o.Code, o.Message
				out.Jobs = append(out.Jobs, r)
			}
			return nil
		})
		return out, err
	}
	return operation(op, decode, run, writeJSON[results](http.StatusOK))
}

// v5Command is the action of a request to jobs/{id}/action.
type v5Command struct {
	Name   string `json:"action_name"`
	Params struct {
		Pause  string   `json:"pause_mode"`
		Start  string   `json:"start_time"`
		ReEdit otc.Flag `json:"is_sync_re_edit"`
		Force  otc.Flag `json:"force_delete"`
	} `json:"action_params"`
}

// actionV5 handles POST …/jobs/{id}/action with the actions start, stop (which pauses), restart, reset and terminate. The
// other actions of the interface are rejected.
func actionV5() http.Handler {
	decode := func(c *wire.Call) (v5Command, error) {
		var q v5Command
		body, err := members(c)
		if err != nil {
			return q, err
		}
		if !body["job"].IsObject() {
			return q, table.Error("DRS.M00201", "job")
		}
		if err := json.Unmarshal([]byte(body["job"].Raw), &q); err != nil {
			return q, err
		}
		if q.Name == "start" {
			return q, start{At: q.Params.Start}.check()
		}
		return q, nil
	}
	return one(v5Action, decode, func(v *taskContext, q v5Command) error {
		if err := v.checkRole(q.Name == "terminate"); err != nil {
			return err
		}
		switch q.Name {
		case "start":
			ms, _ := strconv.ParseInt(q.Params.Start, 10, 64)
			return v.start(time.UnixMilli(ms).UTC())
		case "stop":
			return v.pause()
		case "restart":
			return v.retry(bool(q.Params.ReEdit))
		case "reset":
			return v.reset()
		case "terminate":
			return v.stop(stopKind(bool(q.Params.Force)))
		default:
			return table.Error("DRS.M00202", "action_name")
		}
	})
}

// stopKind returns the delete_type of a stop.
func stopKind(force bool) string {
	if force {
		return forceStopSignal
	}
	return stopSignal
}

// stopV5Request is a request to stop a task.
type stopV5Request struct {
	ID    string   `json:"job_id"` // in a batch only
	Force otc.Flag `json:"is_force_stop"`
}

// stopV5 handles POST …/jobs/{id}/stop.
func stopV5() http.Handler {
	decode := func(c *wire.Call) (q stopV5Request, err error) {
		if body, err := c.Body(); err != nil || len(body) == 0 {
			return q, err
		}
		return q, c.ReadJSON(&q)
	}
	return one(v5Stop, decode, stopTask)
}

// stopTasksV5 handles POST …/jobs/batch-stop.
func stopTasksV5() http.Handler {
	decode := func(c *wire.Call) ([]stopV5Request, error) {
		var q struct {
			Jobs []stopV5Request `json:"jobs"`
		}
		if err := c.ReadJSON(&q); err != nil {
			return nil, err
		}
		if len(q.Jobs) == 0 {
			return nil, table.Error("DRS.M00201", "jobs")
		}
		return q.Jobs, nil
	}
	return many(v5BatchStop, decode, func(q stopV5Request) string { return q.ID }, stopTask)
}

func stopTask(v *taskContext, q stopV5Request) error {
	if err := v.checkRole(true); err != nil {
		return err
	}
	return v.stop(stopKind(bool(q.Force)))
}

// deleteV5 handles DELETE …/jobs/{id}.
func deleteV5() http.Handler {
	decode := func(*wire.Call) (otc.None, error) { return otc.None{}, nil }
	return one(v5Delete, decode, func(v *taskContext, _ otc.None) error { return deleteTask(v, "") })
}

// deleteTasksV5 handles DELETE …/jobs, whose body lists the tasks.
func deleteTasksV5() http.Handler {
	return many(v5BatchDelete, decodeIDs, func(id string) string { return id }, deleteTask)
}

func deleteTask(v *taskContext, _ string) error {
	if err := v.checkRole(true); err != nil {
		return err
	}
	// terraform-provider-huaweicloud's job_v5 deletes a task that was never started without stopping it before [inferred].
	if v.in(configuration) && !v.waits(deleteSignal) {
		return v.dropAll()
	}
	return v.remove()
}

// actionsV5 handles GET …/jobs/{id}/actions.
func actionsV5() http.Handler {
	return taskV5(v5Actions, func(v *taskContext) any { return map[string]any{"job_action": v.jobAction()} })
}

// taskV5 returns a v5 operation that reads the task of the path.
func taskV5(op string, read func(*taskContext) any) http.Handler {
	decode := func(c *wire.Call) (string, error) { return otc.Var(c, "id"), nil }
	do := func(c *wire.Call, id string) (out any, err error) {
		err = c.Do(func(tx *world.Tx) error {
			v, err := openTask(tx, c, id)
			if err == nil {
				c.Observe(v.snap)
				out = read(v)
			}
			return unknownV5(err)
		})
		return out, err
	}
	return operation(op, decode, do, writeJSON[any](http.StatusOK))
}
