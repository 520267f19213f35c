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

// created is the item of a task in the response of batch-creation, and the response of its creation by v5.
type created struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
	Time   string `json:"create_time"`

	Children []string `json:"child_ids,omitempty"`
}

// batchCreation creates tasks (drs_03_0104): all of the request, or none.
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

func create(c *wire.Call, wanted []Attributes) (response[created], error) {
	out := response[created]{Count: len(wanted), status: http.StatusAccepted}
	err := c.Do(func(tx *world.Tx) error {
		if err := checkNames(tx, c, wanted); err != nil {
			return err
		}
		for _, attrs := range wanted {
			made, err := begin(c, tx, attrs)
			if err != nil {
				return err
			}
			out.Results = append(out.Results, made)
		}
		return nil
	})
	return out, err
}

// begin creates a task, with its subtasks if it is dual-active.
func begin(c *wire.Call, tx *world.Tx, attrs Attributes) (created, error) {
	snap, err := c.Begin(tx, specOf(tx, c, attrs))
	if err != nil {
		return created{}, err
	}
	t := Task{Attributes: attrs}
	if attrs.MultiWrite && attrs.Use == disasterRecovery {
		t.Role = dualParent
		if t.Children, err = createSubtasks(c, tx, snap, attrs); err != nil {
			return created{}, err
		}
	}
	tx.Put(resourceOf(snap.ID), snap.Project, "", t)
	c.Observe(snap)
	return created{snap.ID, attrs.Name, snap.Status, millis(snap.Born), t.Children}, nil
}

// checkNames returns DRS.M00277 if another task has one of the names, or the request has a name twice.
func checkNames(tx *world.Tx, c *wire.Call, wanted []Attributes) error {
	seen := make(map[string]bool, len(wanted))
	for _, attrs := range wanted {
		key := strings.ToLower(attrs.Name)
		if seen[key] || nameInUse(tx, otc.Project(c), attrs.Name, "") {
			return table.Error("DRS.M00277")
		}
		seen[key] = true
	}
	return nil
}

func specOf(tx *world.Tx, c *wire.Call, attrs Attributes) job.Spec {
	return job.Spec{
		Ref:        job.Ref{API: name},
		Name:       func(time.Time, uint64) string { return idOf(tx.UUID("drs/task"), attrs.Use, attrs.Engine) },
		Project:    otc.Project(c),
		Attributes: attrs,
		Timeline:   creation(),
	}
}

// millis formats a time as milliseconds since 1970, as most members of DRS have it.
func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
