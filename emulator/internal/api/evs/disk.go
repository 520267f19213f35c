package evs

import (
	"regexp"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// disk is what a volume is apart from its status, which the jobs that touched it decide.
type disk struct {
	name        string
	description *string
	size        int // GiB
	kind        string
	zone        string
	snapshot    string
	image       string
	shared      bool // multiattach
	metadata    map[string]string
	tags        map[string]string
	maker       job.Ref
}

// Space tells other services the disk's size in GiB and its type.
func (d disk) Space() (size int, kind string) { return d.size, d.kind }

// Resize is the disk with another size.
func (d disk) Resize(size int) any {
	d.size = size
	return d
}

// The statuses that a disk rests in or goes through (evs_04_0040).
const (
	creating       = "creating"
	available      = "available"
	inUse          = "in-use"
	failed         = "error"
	extending      = "extending"
	errorExtending = "error_extending"
	deleting       = "deleting"
	errorDeleting  = "error_deleting"
	retyping       = "retyping" // OpenStack's word; evs_04_0040 has none
)

// volume names a disk among the world's resources.
func volume(id string) world.Name { return otc.Disk(id) }

// find looks at a disk that the call's project can see.
func (f family) find(c *wire.Call, tx *world.Tx, id string) (world.Resource, disk, error) {
	t, ok := tx.Resource(volume(id))
	d, isDisk := t.Props.(disk)
	if !ok || !isDisk || !otc.Mine(c, t.Project) || ghost(tx, t, d) {
		return t, d, f.refuse("EVS.5404", id)
	}
	return t, d, nil
}

// ghost tells that the job that was to make the disk failed before its row existed: such a job shows no volume_id either.
func ghost(tx *world.Tx, t world.Resource, d disk) bool {
	if t.Made {
		return false
	}
	maker := tx.Peek(d.maker)
	return maker.Phase == job.Failed && !maker.Started
}

// retyped changes the type of a disk.
func retyped(kind string) func(any) any {
	return func(props any) any {
		d, _ := props.(disk)
		d.kind = kind
		return d
	}
}

// renamed changes what a disk is called; nil leaves a part.
func renamed(name, description *string) func(any) any {
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

// knownKind tells a disk type that can be had: those of evs_04_2013 and evs_04_2011, and the two that Open Telekom Cloud
// sells for HPC.
func knownKind(kind string) bool {
	switch kind {
	case "SATA", "SAS", "SSD", "GPSSD", "GPSSD2", "ESSD", "ESSD2", "co-p1", "uh-l1":
		return true
	}
	return false
}

// solid tells a type that is backed by SSD; a disk of such a type cannot become one backed by SAS (evs_04_4008).
func solid(kind string) bool { return kind != "SATA" && kind != "SAS" && kind != "co-p1" }

// zoneForm is how zones are called in the documents and the regions: az-dc-1, eu-de-01, cn-north-1a.
var zoneForm = regexp.MustCompile(`^az|[a-z]+-[0-9]{2}$|[0-9][a-z]$`)

// knownZone tells whether an availability zone could be one. What clients get wrong is that they name the region, as
// "eu-de" or "cn-north-1"; that is what a service was seen to refuse. Any other name is taken [inferred].
func knownZone(zone string) bool { return zoneForm.MatchString(strings.ToLower(zone)) }
