package element

import (
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

// bulkJobsPerVolume is the limit of bulk jobs on a volume at a time (ND startbulkvolumeread, getlimits).
const bulkJobsPerVolume = 2

// StartBulkVolumeParams are the parameters of StartBulkVolumeRead and StartBulkVolumeWrite. scriptParameters are not
// kept: they hold other systems' passwords.
type StartBulkVolumeParams struct {
	volumeID   int64
	format     string
	snapshotID int64 // 0 means none, as clients send it
	script     string
	attributes map[string]any
}

func (p *StartBulkVolumeParams) read(in *params) {
	p.volumeID = in.requireInteger("volumeID")
	p.format = in.requireEnum("format", native, uncompressed)
	p.snapshotID = in.integer("snapshotID")
	p.script = in.text("script")
	in.object("scriptParameters")
	p.attributes = in.object("attributes")
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
	p.volumeID = in.requireInteger("volumeID")
	p.format = in.requireEnum("format", native, uncompressed)
	p.script = in.text("script")
	in.object("scriptParameters")
	p.attributes = in.object("attributes")
}

func startBulk(c *wire.Call, p *StartBulkVolumeParams, direction string, a *BulkVolumeSession) error {
	return c.Do(func(tx *world.Tx) error {
		if _, err := activeVolume(tx, p.volumeID); err != nil {
			return err
		}
		if len(bulkJobsOf(tx, p.volumeID)) >= bulkJobsPerVolume {
			return apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of bulk volume jobs per volume")
		}
		b := session{
			id: int64(tx.Next(counter("bulk"))), key: newKey(tx), url: nodeURL, format: p.format, direction: direction,
			script: p.script, snapshotID: p.snapshotID, attributes: p.attributes,
		}
		s, err := startJob(c, tx, bulkVolume, attributes{volumeID: p.volumeID, bulk: &b}, bulkTimeline(p.script))
		*a = BulkVolumeSession{parseID(s.ID), b.key, b.url}
		return err
	})
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
