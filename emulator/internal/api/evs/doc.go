// Package evs is the Elastic Volume Service of Open Telekom Cloud and Huawei Cloud: disks, and the jobs that make, grow,
// retype and remove them.
//
// A client polls GET /v1/{project_id}/jobs/{job_id} (evs_04_0054). The document has eight members. Its entities grow with
// the job: none while it is INIT, volume_id while it is RUNNING, all when it is SUCCESS, and of a FAIL volume_id if it ran
// before it failed. A parent's entities are its sub_jobs alone. Whether error_code and fail_reason of a job that did not
// fail are absent or null is the setting evs.error-fields.
//
// Three families of calls work on disks, each under v2, v2.1 and v3: cloudvolumes (EVS's own, jobs), os-vendor-volumes
// (EVS's own, reads) and volumes (compatible with OpenStack Cinder: no job is told, and faults are named after themselves
// with a number for a code). A disk's status is never stored: it follows from the job that touched it last, whichever
// family began it, so a scenario that scripts evs.deleteVolume scripts both families.
//
// The files: family.go how each family says no, order.go what a creation may ask for, create.go and change.go the calls
// that start jobs, cinder.go those of OpenStack, read.go and list.go the reads, volumedoc.go the disk on the wire.
//
// Choices that nothing settles [inferred]: each job takes five seconds; a creation answers 200 and volume_ids on every
// version, which is what all known clients read; a job that failed before it ran left no disk behind; the order of checks;
// name filters are exact; a failed retype leaves the disk as it was; a zone that is named like a region is a bad one
// (evs.bad-zone), any other zone is taken; a job of another project is unknown.
//
// Not emulated: snapshots, backups and images (their ids are taken unseen), attaching (ECS does it), quotas and EVS.1034,
// EVS.1042 and EVS.5413 with them unless a scenario answers them, deletion in bulk, QoS, prepaid orders, tags beyond
// reading those of the creation.
package evs
