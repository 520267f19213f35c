// Package evs emulates the Elastic Volume Service of Open Telekom Cloud and Huawei Cloud: disks, and the jobs that
// create, extend, retype and delete them.
//
// A client polls GET /v1/{project_id}/jobs/{job_id} (evs_04_0054). The response has eight members. Its entities grow
// with the job: none while it is INIT, volume_id while it is RUNNING, all when it is SUCCESS, and volume_id for a FAIL
// that ran before it failed. The entities of a parent are its sub_jobs alone. The setting evs.error-fields decides
// whether error_code and fail_reason of a job that has not failed are absent or null.
//
// Three families of calls work on disks, each under v2, v2.1 and v3: cloudvolumes and os-vendor-volumes (EVS's own, with
// jobs) and volumes (compatible with OpenStack Cinder: no job IDs, and an error body is named after its kind and has a
// numeric code). Snapshots have two: cloudsnapshots and snapshots. The status of a disk or a snapshot is never stored: it
// follows from the job that affected it last, in whichever family that was started, so a scenario that scripts
// evs.deleteVolume scripts all families. A scenario's job makes the disk exist that its entities name (targets.go).
//
// The files: family.go the error bodies of each family, createrequest.go what a creation may contain, create.go,
// change.go and snapshotjobs.go the calls that start jobs, cinder.go and cinderaction.go those of OpenStack, read.go,
// list.go, snapshotread.go and bytag.go the reads, tags.go and metadata.go what changes at once, region.go and quota.go
// what a region and a project have, volumedoc.go the disk on the wire, resource.go what a scenario may declare.
//
// Choices that nothing settles [inferred]: each job takes five seconds; a creation returns 200 and volume_ids in every
// version, which all known clients can read; a job that failed before it ran left no disk behind; the order of checks;
// name filters are exact; a failed retype leaves the disk unchanged; a zone that is named like a region is invalid
// (evs.bad-zone), any other zone is accepted; a job of another project is unknown; the zones, types and unlimited quotas
// of the region; deleting a disk by EVS's own call deletes its snapshots.
//
// Not emulated: backups and images (their IDs are accepted unchecked), attaching (ECS does it), a limit of the quotas
// (EVS.1034, EVS.1042 and EVS.5413 come from a scenario's rule only), deletion in bulk, QoS, transfers, the recycle bin,
// deleting prepaid disks, cloning a disk by source_volid.
package evs
