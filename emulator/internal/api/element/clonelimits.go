package element

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// checkCloneLimits returns an error if the sources of new clones, or their nodes, have as many clones as are allowed. That the
// limits have these names is [inferred]: Cinder retries both.
func checkCloneLimits(tx *world.Tx, sources ...int64) error {
	onVolume, onNode := map[int64]int{}, map[int64]int{}
	nodes := map[int64]bool{}
	for _, id := range sources {
		nodes[primaryNode(id)] = true
	}
	onTheseNodes := func(a attributes) bool {
		return slices.ContainsFunc(sourcesOf(a), func(id int64) bool { return nodes[primaryNode(id)] })
	}
	for _, s := range liveJobs(tx, clone, onTheseNodes) {
		for _, id := range sourcesOf(attributesOfJob(s)) {
			onVolume[id]++
			onNode[primaryNode(id)]++
		}
	}
	for _, id := range sources {
		if onVolume[id]++; onVolume[id] > cloneJobsPerVolume {
			return apiError("xMaxClonesPerVolumeExceeded")
		}
		if onNode[primaryNode(id)]++; onNode[primaryNode(id)] > cloneJobsPerNode {
			return apiError("xMaxClonesPerNodeExceeded")
		}
	}
	return nil
}

// sourcesOf returns the source of each clone that a job with these attributes makes.
func sourcesOf(a attributes) []int64 {
	var sources []int64
	if a.clone != nil {
		for _, m := range a.clone.members {
			sources = append(sources, m.Source)
		}
	}
	if len(sources) == 0 && a.volumeID != 0 {
		sources = []int64{a.volumeID}
	}
	return sources
}

// newCloneID returns the next id of a clone or group that no job of a scenario uses. alias returns the job's alias for
// an id, and names the counter.
func newCloneID(tx *world.Tx, alias func(int64) string) int64 {
	for {
		id := int64(tx.Next(counter(alias(0))))
		if _, taken := findClone(tx, alias, id); !taken {
			return id
		}
	}
}

// findClone returns the job of a clone or group id. The id of a clone is its handle if a scenario has no other.
func findClone(tx *world.Tx, alias func(int64) string, id int64) (job.Ref, bool) {
	if ref, ok := tx.Find(name, alias(id)); ok {
		return ref, true
	}
	return handleRef(id), alias(id) == cloneName(id) && isOwnID(tx, id, clone)
}
