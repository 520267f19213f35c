package element

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The statuses of a drive (ND drive).
const (
	driveActive    = "active"
	driveAvailable = "available"
	driveErasing   = "erasing"
	driveRemoving  = "removing"
)

// drive is the state of a drive besides its status.
type drive struct{ id, node, slot int64 }

func driveName(id int64) world.Name { return world.Name{API: name, Kind: "drive", ID: formatID(id)} }

func driveOf(t world.Resource) drive {
	d, _ := t.Props.(drive)
	return d
}

// firstDrive returns a drive of the first inventory, whose nodes have nodeDrives drives each.
func firstDrive(id int64) drive { return drive{id, (id-1)/nodeDrives + 1, (id - 1) % nodeDrives} }

// firstStatus returns the status of a drive of the first inventory.
func (d drive) firstStatus() string {
	if d.node == firstNodes && d.slot > 0 {
		return driveAvailable
	}
	return driveActive
}

// newDrive creates a drive of a node under the next id.
func newDrive(tx *world.Tx, node, slot int64, available bool) world.Name {
	d := drive{int64(tx.Next(counter("drive"))), node, slot}
	status := driveActive
	if available {
		status = driveAvailable
	}
	return tx.Put(driveName(d.id), "", status, d).Name
}

// drives returns the drives, sorted by id. It creates the inventory first if there is none.
func drives(tx *world.Tx) []world.Resource {
	inventory(tx)
	return madeByID(tx, "drive")
}

// Drive is the object of ND drive.
type Drive struct {
	Attributes struct{} `json:"attributes"`
	Capacity   int64    `json:"capacity"`
	ID         int64    `json:"driveID"`
	NodeID     int64    `json:"nodeID"`
	Serial     string   `json:"serial"`
	Slot       int64    `json:"slot"`
	Status     string   `json:"status"`
	Type       string   `json:"type"`
}

func driveDoc(t world.Resource) Drive {
	d := driveOf(t)
	doc := Drive{
		Capacity: 600127266816, ID: d.id, NodeID: d.node, Serial: serial(d), Slot: d.slot, Status: t.Status, Type: "block",
	}
	if d.slot == 0 {
		doc.Type = "volume"
	}
	return doc
}

func serial(d drive) string { return fmt.Sprintf("JOBSIM%010d", d.id) }

// Drives is the result of ListDrives.
type Drives struct {
	Drives []Drive `json:"drives"`
}

// ListDrives lists the drives by id (ND listdrives).
func (service) ListDrives(r *http.Request, _ *None, a *Drives) error {
	a.Drives = []Drive{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range drives(tx) {
			a.Drives = append(a.Drives, driveDoc(t))
		}
		return nil
	})
}

// Started is the result of a method that returns only the handle of its job.
type Started struct {
	Handle int64 `json:"asyncHandle"`
}

// AddDrivesParams are the parameters of AddDrives.
type AddDrivesParams struct{ drives []int64 }

func (p *AddDrivesParams) read(in *params) {
	in.requireObjects("drives", func(in *params) {
		p.drives = append(p.drives, in.requireInteger("driveID"))
		in.enum("type", "automatic", "slice", "block", "volume")
	})
}

// The timelines of drives; their lengths are [inferred]. They are read only.
var (
	driveTimeline = runFor(30 * time.Second)
	eraseTimeline = runFor(10 * time.Second)
)

// AddDrives makes available drives active (ND adddrives).
func (service) AddDrives(r *http.Request, p *AddDrivesParams, a *Started) error {
	return driveJob{kind: driveAdd, done: driveActive, timeline: driveTimeline}.start(callOf(r), p.drives, a)
}

// DriveIDsParams are the parameters of methods on drives by number.
type DriveIDsParams struct{ drives []int64 }

func (p *DriveIDsParams) read(in *params) { p.drives = in.requireIntegers("drives") }

// RemoveDrives moves the data off drives and makes them available (ND removedrives).
func (service) RemoveDrives(r *http.Request, p *DriveIDsParams, a *Started) error {
	return driveJob{kind: driveRemoval, live: driveRemoving, done: driveAvailable, timeline: driveTimeline}.start(callOf(r), p.drives, a)
}

// SecureEraseDrives erases available drives (ND secureerasedrives).
func (service) SecureEraseDrives(r *http.Request, p *DriveIDsParams, a *Started) error {
	return driveJob{kind: secureErase, live: driveErasing, done: driveAvailable, timeline: eraseTimeline}.start(callOf(r), p.drives, a)
}

// driveJob describes a job on drives: their status while it runs and once it has succeeded.
type driveJob struct {
	kind, live, done string
	timeline         *job.Timeline
}

// start starts the job. The status of a drive does not matter [inferred], but a drive with a running job is refused.
func (k driveJob) start(c *wire.Call, ids []int64, a *Started) error {
	return c.Do(func(tx *world.Tx) error {
		if len(ids) == 0 {
			return apiErrorWithMessage("xInvalidParameter", "No drives specified")
		}
		inventory(tx)
		for i, id := range ids {
			t, ok := tx.Resource(driveName(id))
			switch {
			case !ok, !t.Made:
				return apiError("xDriveIDDoesNotExist", formatID(id))
			case t.Busy != job.Ref{}, slices.Contains(ids[:i], id):
				return apiErrorWithMessage("xInvalidParameter", fmt.Sprintf("Drive %d is in use by another operation", id))
			}
		}
		s, err := startJob(c, tx, k.kind, attributes{drives: ids}, k.timeline)
		if err != nil {
			return err
		}
		for _, id := range ids {
			tx.Apply(driveName(id), world.Effect{Job: s.Ref, Live: k.live, Done: k.done})
		}
		a.Handle = parseID(s.ID)
		return nil
	})
}
