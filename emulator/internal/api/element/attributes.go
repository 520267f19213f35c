package element

import (
	"cmp"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

// The result types of ND getasyncresult, and, after them, our names [inferred] for those that it leaves out.
const (
	bulkVolume   = "BulkVolume"
	clone        = "Clone"
	driveAdd     = "DriveAdd"
	driveRemoval = "DriveRemoval"
	rtfi         = "RtfiPendingNode"

	secureErase     = "SecureEraseDrives"
	maintenance     = "MaintenanceMode"
	setStructure    = "SetClusterStructure"
	rekeyEncryption = "RekeySoftwareEncryptionAtRestMasterKey"
)

func documentedTypes() []string { return []string{bulkVolume, clone, driveAdd, driveRemoval, rtfi} }

// attributes describes a job from its start to its end. Each type of job uses some of the fields.
type attributes struct {
	volumeID int64 // the source of a clone; the volume of a bulk job, for writes too
	drives   []int64

	bulk  *session
	clone *cloning
	mode  *modeChange
}

// session is a bulk volume session.
type session struct {
	id         int64 // bvID, bulkVolumeID; 0: the handle
	key        string
	url        string
	format     string // native, uncompressed
	direction  string // read, write
	script     string // empty: the holder of the key drives the job
	snapshotID int64
	attributes map[string]any // nil: none were passed
}

// cloning is a clone or a group of them.
type cloning struct {
	id      int64 // cloneID; 0: the handle, unless it is a group
	group   int64 // groupCloneID, of CloneMultipleVolumes
	target  int64 // the volume that is written
	members []CloneMember
}

// Names returns the aliases of the job besides its handle: the key of a session, the ids of a clone and of a group.
func (a attributes) Names() []string {
	var names []string
	if a.bulk != nil && a.bulk.key != "" {
		names = append(names, keyName(a.bulk.key))
	}
	if a.bulk != nil && a.bulk.id != 0 {
		names = append(names, sessionName(a.bulk.id))
	}
	if a.clone != nil && a.clone.id != 0 {
		names = append(names, cloneName(a.clone.id))
	}
	if a.clone != nil && a.clone.group != 0 {
		names = append(names, groupName(a.clone.group))
	}
	return names
}

// involves reports whether the job works on a volume: its own, or the source of one clone of a group.
func (a attributes) involves(volumeID int64) bool {
	return a.volumeID == volumeID || a.clone != nil && slices.ContainsFunc(a.clone.members, func(m CloneMember) bool {
		return m.Source == volumeID
	})
}

func keyName(key string) string   { return "key/" + key }
func sessionName(id int64) string { return "bulk/" + formatID(id) }
func cloneName(id int64) string   { return "clone/" + formatID(id) }
func groupName(id int64) string   { return "group/" + formatID(id) }

func attributesOfJob(s job.Snapshot) attributes {
	a, _ := s.Attributes.(attributes)
	return a
}

// sessionOf returns the session of a bulk job, with defaults for what the scenario left out.
func sessionOf(s job.Snapshot) session {
	b := session{}
	if a := attributesOfJob(s); a.bulk != nil {
		b = *a.bulk
	}
	b.id = cmp.Or(b.id, parseID(s.ID))
	b.url = cmp.Or(b.url, nodeURL)
	b.format = cmp.Or(b.format, native)
	b.direction = cmp.Or(b.direction, read)
	return b
}

// cloningOf returns the clone of a clone job, with the handle as its id if the scenario left it out.
func cloningOf(s job.Snapshot) cloning {
	c := cloning{}
	if a := attributesOfJob(s); a.clone != nil {
		c = *a.clone
	}
	c.id = cmp.Or(c.id, parseID(s.ID))
	return c
}

// nodeURL is the web server of the node that serves a bulk session, as ND startbulkvolumeread prints it. Live clusters
// name the node's management address, port 8443.
const nodeURL = "https://127.0.0.1:44000/"

// payload is what a step adds. The zero payload stands for the default result of the job's type.
type payload struct {
	result  map[string]any // of a complete step; nil for the default
	details map[string]any // of a running step; nil for the default
	name    string         // of the error; empty for the default
	number  int            // code of the error; 0 for none
	message string         // of the error, or of the default result; empty for the default
	context map[string]any // further members of the error
}

func payloadOf(s job.Snapshot) payload {
	v, _ := s.Payload.(payload)
	return v
}

// report is what UpdateBulkVolumeStatus passed besides the percentage.
type report struct {
	attributes map[string]any // nil: none were passed
	percent    int            // the last one that was passed; -1: none
	message    string         // of a report that the job has ended
}

// reportOf returns the last report on a bulk job.
func reportOf(s job.Snapshot) report {
	if s.Report != nil {
		if r, ok := s.Report.Payload.(report); ok {
			return r
		}
	}
	return report{percent: -1}
}
