package evs

import "github.com/jobsim/jobsim/emulator/internal/wire"

// choices returns what this package decides although neither a document nor a live service settles it.
func choices() []wire.Choice {
	return []wire.Choice{
		{File: "doc.go", What: "each job takes five seconds unless a scenario says otherwise; a job that failed before it ran left no disk behind"},
		{File: "doc.go", What: "a creation answers 200 and volume_ids on every version of its path, which is what all known clients read"},
		{File: "createrequest.go", What: "which of several faults of a creation is answered"},
		{File: "disk.go", What: "any availability zone is taken but one that is named like a region (see evs.bad-zone)"},
		{File: "cinder.go", What: "zone and type of a disk that is made by OpenStack's call, which may leave both out"},
		{File: "change.go", What: "a disk whose change of type failed keeps its type and its status; a disk with a busy snapshot cannot be deleted"},
		{File: "list.go", What: "the filter by name wants an exact match"},
		{File: "volumedoc.go", What: "the IDs of a disk's attachments"},
		{File: "tags.go", What: "tags are sorted by key; deleting a tag that the disk lacks changes nothing"},
		{File: "vocabulary.go", What: "the types of the jobs behind the calls on snapshots, whose IDs no client sees"},
		{File: "snapshotjobs.go", What: "the error of a snapshot of a busy disk, and of a disk from an unknown or unfinished snapshot"},
		{File: "region.go", What: "the zones and disk types of the region"},
		{File: "quota.go", What: "no quota has a limit"},
	}
}
