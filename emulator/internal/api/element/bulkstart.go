package element

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The directions and formats of a bulk volume job.
const (
	read         = "read"
	write        = "write"
	native       = "native"
	uncompressed = "uncompressed"
)

// The limits of bulk jobs at a time (ND startbulkvolumeread, getlimits).
const (
	bulkJobsPerVolume = 2
	bulkJobsPerNode   = 8
)

// StartBulkVolumeParams are the parameters of StartBulkVolumeRead and StartBulkVolumeWrite. Of scriptParameters only the
// key of the session at the script's other end is kept: they hold other systems' passwords.
type StartBulkVolumeParams struct {
	volumeID   int64
	format     string
	snapshotID int64 // 0 means none, as clients send it
	script     string
	otherKey   string // empty: the script drives no other session
	attributes map[string]any
}

func (p *StartBulkVolumeParams) read(in *params) {
	p.readCommon(in, write)
	p.snapshotID = in.integer("snapshotID")
}

// readCommon reads the parameters that both methods have. The script of a read can write to another session, and that of
// a write can read from one: other is what it does there.
func (p *StartBulkVolumeParams) readCommon(in *params, other string) {
	p.volumeID = in.requireInteger("volumeID")
	p.format = in.requireEnum("format", native, uncompressed)
	p.script = in.text("script")
	p.attributes = in.object("attributes")
	end, _ := in.object("scriptParameters")[other].(map[string]any)
	p.otherKey, _ = end["key"].(string)
}

// BulkVolumeSession is the result of StartBulkVolumeRead and StartBulkVolumeWrite.
type BulkVolumeSession struct {
	Handle int64  `json:"asyncHandle"`
	Key    string `json:"key"`
	URL    string `json:"url"`
}

// StartBulkVolumeRead starts a session that reads a volume (ND startbulkvolumeread).
func (service) StartBulkVolumeRead(r *http.Request, p *StartBulkVolumeParams, a *BulkVolumeSession) error {
	return startBulk(callOf(r), p, read, a)
}

// StartBulkVolumeWrite starts a session that writes a volume (ND startbulkvolumewrite). It has no snapshotID: that is
// reported as unused.
func (service) StartBulkVolumeWrite(r *http.Request, p *StartBulkVolumeWriteParams, a *BulkVolumeSession) error {
	return startBulk(callOf(r), (*StartBulkVolumeParams)(p), write, a)
}

// StartBulkVolumeWriteParams are the parameters of StartBulkVolumeWrite: those of a read without the snapshot.
type StartBulkVolumeWriteParams StartBulkVolumeParams

func (p *StartBulkVolumeWriteParams) read(in *params) {
	(*StartBulkVolumeParams)(p).readCommon(in, read)
}

func startBulk(c *wire.Call, p *StartBulkVolumeParams, direction string, a *BulkVolumeSession) error {
	return c.Do(func(tx *world.Tx) error {
		t, err := activeVolume(tx, p.volumeID)
		if err != nil {
			return err
		}
		if _, err := sourceSnapshot(tx, volumeOf(t), p.snapshotID); err != nil {
			return err
		}
		if err := checkBulkLimits(tx, p.volumeID); err != nil {
			return err
		}
		b := session{
			id: newSessionID(tx), key: newKey(tx), url: sessionURL(c, p.volumeID), format: p.format, direction: direction,
			script: p.script, snapshotID: p.snapshotID, attributes: p.attributes,
		}
		s, err := startJob(c, tx, bulkVolume, attributes{volumeID: p.volumeID, bulk: &b}, bulkTimeline(p.script))
		if err != nil {
			return err
		}
		*a = BulkVolumeSession{parseID(s.ID), b.key, b.url}
		if p.script != "" && p.otherKey != "" {
			return driveSession(tx, s.Ref, p.otherKey)
		}
		return nil
	})
}

// checkBulkLimits returns an error if a volume, or its node, has as many bulk jobs as are allowed.
func checkBulkLimits(tx *world.Tx, volumeID int64) error {
	onVolume, onNode := 0, 0
	onTheNode := func(a attributes) bool { return a.volumeID != 0 && primaryNode(a.volumeID) == primaryNode(volumeID) }
	for _, s := range liveJobs(tx, bulkVolume, onTheNode) {
		onNode++
		if attributesOfJob(s).volumeID == volumeID {
			onVolume++
		}
	}
	switch {
	case onVolume >= bulkJobsPerVolume:
		return apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of bulk volume jobs per volume")
	case onNode >= bulkJobsPerNode:
		return apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of bulk volume jobs per node")
	}
	return nil
}

// newSessionID returns the next id of a session that no job of a scenario uses.
func newSessionID(tx *world.Tx) int64 {
	for {
		id := int64(tx.Next(counter("bulk")))
		if _, taken := tx.Find(name, sessionName(id)); !taken && !isOwnID(tx, id, bulkVolume) {
			return id
		}
	}
}

// isOwnID reports whether a number is both the handle and the id of a job of a type: the id of a scenario's session or clone
// is the handle unless the scenario has another.
func isOwnID(tx *world.Tx, id int64, kind string) bool {
	ref := handleRef(id)
	if !tx.Has(ref) {
		return false
	}
	s := tx.Peek(ref)
	a := attributesOfJob(s)
	return s.Type == kind && (a.bulk == nil || a.bulk.id == 0) && (a.clone == nil || a.clone.id == 0 && a.clone.group == 0)
}

// sessionURL returns the address of the web server for a session on a volume.
func sessionURL(c *wire.Call, volumeID int64) string {
	if c.Setting(bulkURLSetting) == "node" {
		return fmt.Sprintf("https://%s:8443/", node{host: primaryNode(volumeID)}.mip())
	}
	return nodeURL
}

// newKey returns a new session's key: 32 lower-case hex digits.
func newKey(tx *world.Tx) string {
	return strings.ReplaceAll(tx.UUID(counter("key")).String(), "-", "")
}

// bulkTimeline returns the timeline of a bulk job. Without a script it waits for UpdateBulkVolumeStatus, without a
// limit (no document has one); with one the cluster drives it. Its length is [inferred]; that the percentage stops at
// 95 was seen on clusters.
func bulkTimeline(script string) *job.Timeline {
	if script == "" {
		return drivenTimeline
	}
	return scriptTimeline
}

// The two timelines are read only.
var (
	drivenTimeline = job.Steps(
		job.Step{Status: preparing, Phase: job.Pending, Until: job.Exit{Signal: running}},
		job.Step{Status: running, Phase: job.Running, Share: &job.Share{}},
	)
	scriptTimeline = job.Steps(
		job.Step{Status: preparing, Phase: job.Pending, Until: job.After(job.Fixed(5 * time.Second))},
		job.Step{
			Status: running, Phase: job.Running, Until: job.After(job.Fixed(15 * time.Second)),
			Share: &job.Share{To: maxScriptPercent},
		},
		job.Step{Status: complete, Phase: job.Succeeded},
	)
)

// startJob starts a job of a type under the next handle. A scenario's rule may give it another timeline.
func startJob(c *wire.Call, tx *world.Tx, kind string, a attributes, pace *job.Timeline) (job.Snapshot, error) {
	s, err := c.Begin(tx, job.Spec{
		Ref: handleRef(int64(tx.Next(name))), Type: kind, Attributes: a, Timeline: pace,
	})
	if err == nil {
		c.Observe(s)
	}
	return s, err
}
