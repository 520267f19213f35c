package evs

import (
	"regexp"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// disk is the properties of a volume. Its status is not among them: it follows from the jobs that affect the volume.
type disk struct {
	name        string
	description *string
	size        int // GiB
	kind        string
	zone        string
	snapshot    string
	image       string
	bootable    bool
	shared      bool // multiattach
	metadata    map[string]string
	tags        map[string]string
	attachments []attachment // of a disk that a scenario declares; ECS attaches, and is not emulated
	maker       job.Ref
}

// attachment is a server that a disk is attached to, and its device there.
type attachment struct{ Server, Device string }

// Space returns the disk's size in GiB and its type, for other services.
func (d disk) Space() (size int, kind string) { return d.size, d.kind }

// label returns the name of a disk, by which lists are sorted.
func (d disk) label() string { return d.name }

// gigabytes returns the size of a disk, by which lists are sorted.
func (d disk) gigabytes() int { return d.size }

// Resize returns the disk with another size.
func (d disk) Resize(size int) any {
	d.size = size
	return d
}

// The statuses of a disk (evs_04_0040).
const (
	creating       = "creating"
	available      = "available"
	inUse          = "in-use"
	failed         = "error"
	extending      = "extending"
	errorExtending = "error_extending"
	deleting       = "deleting"
	errorDeleting  = "error_deleting"
	retyping       = "retyping" // from OpenStack; evs_04_0040 has none
)

// volume returns the name of a disk among the world's resources.
func volume(id string) world.Name { return otc.Disk(id) }

// find returns a disk that the call's project can see.
func (f family) find(c *wire.Call, tx *world.Tx, id string) (world.Resource, disk, error) {
	t, ok := tx.Resource(volume(id))
	d, isDisk := t.Props.(disk)
	if !ok || !isDisk || !otc.Mine(c, t.Project) || neverExisted(tx, t, d) {
		return t, d, f.refuse("EVS.5404", id)
	}
	return t, d, nil
}

// neverExisted reports whether the job that was to create the disk failed before the disk's row existed. Such a job
// shows no volume_id either.
func neverExisted(tx *world.Tx, t world.Resource, d disk) bool {
	if t.Made || t.Busy != (job.Ref{}) {
		return false
	}
	maker := tx.Peek(d.maker)
	return maker.Phase == job.Failed && !maker.Started
}

// withType returns a function that sets the type of a disk.
func withType(kind string) func(any) any {
	return func(props any) any {
		d, _ := props.(disk)
		d.kind = kind
		return d
	}
}

// withName returns a function that sets the name and description of a disk; nil leaves one unchanged.
func withName(name, description *string) func(any) any {
	return func(props any) any {
		d, _ := props.(disk)
		if name != nil {
			d.name = *name
		}
		if description != nil {
			d.description = description
		}
		return d
	}
}

// validType reports whether a disk type can be had: those of evs_04_2013 and evs_04_2011, and the two that Open Telekom
// Cloud sells for HPC.
func validType(kind string) bool {
	switch kind {
	case "SATA", "SAS", "SSD", "GPSSD", "GPSSD2", "ESSD", "ESSD2", "co-p1", "uh-l1":
		return true
	}
	return false
}

// isSSD reports whether a type is backed by SSD. A disk of such a type cannot become one backed by SAS (evs_04_4008).
func isSSD(kind string) bool { return kind != "SATA" && kind != "SAS" && kind != "co-p1" }

// zoneForm is the form of zone names in the documents and the regions: az-dc-1, eu-de-01, cn-north-1a.
var zoneForm = regexp.MustCompile(`^az|[a-z]+-[0-9]{2}$|[0-9][a-z]$`)

// validZone reports whether a name can be that of an availability zone. Clients wrongly name the region, as "eu-de" or
// "cn-north-1", and a live service rejected that. Any other name is accepted [inferred].
func validZone(zone string) bool { return zoneForm.MatchString(strings.ToLower(zone)) }
