package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// SyncJobs is the result of ListSyncJobs: running clones and copies. Synchronizations of slices, blocks and remote
// clusters are not emulated.
type SyncJobs struct {
	Jobs []SyncJob `json:"syncJobs"`
}

// SyncJob is one row of SyncJobs. Unlike those of bulk jobs its times (in seconds) and percentage are fractions (ND
// listsyncjobs).
type SyncJob struct {
	PerSecond     float64 `json:"bytesPerSecond"`
	CloneID       int64   `json:"cloneID"`
	CurrentBytes  int64   `json:"currentBytes"`
	DstServiceID  int64   `json:"dstServiceID"`
	DstVolumeID   int64   `json:"dstVolumeID"`
	Elapsed       float64 `json:"elapsedTime"`
	NodeID        int64   `json:"nodeID"`
	Percent       float64 `json:"percentComplete"`
	RemainingTime float64 `json:"remainingTime"`
	SliceID       int64   `json:"sliceID"`
	SrcServiceID  int64   `json:"srcServiceID"`
	SrcVolumeID   int64   `json:"srcVolumeID"`
	Stage         string  `json:"stage"`
	TotalBytes    int64   `json:"totalBytes"`
	Type          string  `json:"type"`
}

// ListSyncJobs lists running clones and copies (ND listsyncjobs). A group of clones has one row per clone.
func (service) ListSyncJobs(r *http.Request, _ *None, a *SyncJobs) error {
	a.Jobs = []SyncJob{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, s := range observedJobs(tx, clone) {
			k := cloningOf(s)
			members := k.members
			if k.group == 0 {
				members = []CloneMember{{attributesOfJob(s).volumeID, k.target}}
			}
			for _, m := range members {
				a.Jobs = append(a.Jobs, syncJob(s, k.id, m, sizeOf(tx, m.Source)))
			}
		}
		return nil
	})
}

// sizeOf returns the size of a volume in bytes. A volume that does not exist has the default size.
func sizeOf(tx *world.Tx, volumeID int64) int64 {
	if t, ok := tx.Resource(volumeName(volumeID)); ok {
		return volumeOf(t).size
	}
	return lenientSize
}

func syncJob(s job.Snapshot, cloneID int64, m CloneMember, size int64) SyncJob {
	elapsed := s.Now.Sub(s.Born).Seconds()
	done := size / 100 * int64(s.Progress)
	j := SyncJob{
		CloneID: cloneID, CurrentBytes: done, DstServiceID: 16, DstVolumeID: m.VolumeID, Elapsed: elapsed, NodeID: 1,
		Percent: float64(s.Progress), SliceID: m.VolumeID, SrcServiceID: 16, SrcVolumeID: m.Source, Stage: "whole",
		TotalBytes: size, Type: "clone",
	}
	if elapsed > 0 && s.Progress > 0 {
		j.PerSecond = float64(done) / elapsed
		j.RemainingTime = elapsed * float64(100-s.Progress) / float64(s.Progress)
	}
	return j
}
