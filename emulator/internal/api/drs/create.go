package drs

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// created is what batch-creation tells about a task.
type created struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
	Time   string `json:"create_time"`
}

// batchCreation makes tasks (drs_03_0104): all that the request names, or none.
func batchCreation() http.Handler {
	return operation("batch-creation", decodeCreation, create, write)
}

func decodeCreation(c *wire.Call) ([]Attributes, error) {
	body, err := members(c)
	if err != nil {
		return nil, err
	}
	var all []Attributes
	if body["jobs"].Type != gjson.Null {
		if err := json.Unmarshal([]byte(body["jobs"].Raw), &all); err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, table.Error("DRS.M00201", "jobs")
	}
	for i := range all {
		if err := all[i].check(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func create(c *wire.Call, wanted []Attributes) (answer[created], error) {
	out := answer[created]{Count: len(wanted), status: http.StatusAccepted}
	err := c.Do(func(tx *world.Tx) error {
		if err := checkNames(tx, c, wanted); err != nil {
			return err
		}
		for _, about := range wanted {
			snap, err := c.Begin(tx, specOf(tx, c, about))
			if err != nil {
				return err
			}
			tx.Put(resourceOf(snap.ID), snap.Project, "", Task{Attributes: about})
			c.Observe(snap)
			out.Results = append(out.Results, created{snap.ID, about.Name, snap.Status, millis(snap.Born)})
		}
		return nil
	})
	return out, err
}

// checkNames answers DRS.M00277 for a name that another task has, or that the request gives twice.
func checkNames(tx *world.Tx, c *wire.Call, wanted []Attributes) error {
	seen := make(map[string]bool, len(wanted))
	for _, about := range wanted {
		key := strings.ToLower(about.Name)
		if seen[key] || taken(tx, otc.Project(c), about.Name, "") {
			return table.Error("DRS.M00277")
		}
		seen[key] = true
	}
	return nil
}

func specOf(tx *world.Tx, c *wire.Call, about Attributes) job.Spec {
	return job.Spec{
		Ref:        job.Ref{API: name},
		Name:       func(time.Time, uint64) string { return idOf(tx.UUID("drs/task"), about.Use, about.Engine) },
		Project:    otc.Project(c),
		Attributes: about,
		Timeline:   creation(),
	}
}

// millis is how DRS writes most instants: milliseconds since 1970, as a string.
func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
