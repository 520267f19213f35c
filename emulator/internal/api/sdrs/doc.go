// Package sdrs is the Storage Disaster Recovery Service of Open Telekom Cloud and Huawei Cloud: protection groups, the
// protected instances, replication pairs and DR drills in them, and the jobs that work on all four.
//
// A client polls GET /v1/{project_id}/jobs/{job_id} (sdrs_05_0101), which answers the document of EVS with sub-jobs to any
// depth. error_code and fail_reason are null until a job failed. Entities are told once a job runs: the id of what it
// works on, as flat text. An action on a group has a sub-job for each replication pair and tells nothing beside them, as
// in the document's example; a label that a scenario gives such a job stays, since clients read one there after a
// creation. Pairs, attachments, instances and drills have no sub-jobs: clients' decoders break on them.
//
// All calls that start a job answer 200 and the job's id, and nearly every refusal is a 400, an unknown resource too. A
// failed job may carry the EVS code of a disk underneath; those stand among this API's errors for scenarios to name, and
// any other is written out as {code, message}.
//
// The four kinds are shown, listed and renamed in one way (kind.go). What is peculiar to each: group.go and action.go,
// instance.go, protect.go, nic.go and tags.go, pair.go, replicate.go and attach.go, drill.go. failures.go lists the failed
// jobs. A pair guards the EVS disk that it is made of, if EVS knows it: EVS refuses to change it (EVS.2089) until the pair
// is gone, and it grows with the pair.
//
// Choices that nothing settles [inferred]: a job takes six seconds, an action on a group eight; the parent of an action
// has a script of its own, which a scenario's script replaces; a group without pairs is refused with "Failed to enable
// protection" and its like; lists show the newest first; EVS's refusals of the job query; the types of sub-jobs but one.
//
// Not emulated: servers, VPCs, subnets and zones (their ids are taken unseen, so nothing is known to be stopped, and no
// NIC is the primary one), the disk at the DR site, synchronization progress, quotas (nothing is limited), batch calls of
// Huawei Cloud, the search by tags, removing failed tasks from their list.
package sdrs
