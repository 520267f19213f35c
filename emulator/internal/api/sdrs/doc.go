// Package sdrs emulates the Storage Disaster Recovery Service of Open Telekom Cloud and Huawei Cloud: protection
// groups, the protected instances, replication pairs and DR drills in them, and the jobs that work on all four.
//
// A client polls GET /v1/{project_id}/jobs/{job_id} (sdrs_05_0101). The response is the document of EVS, with sub-jobs
// to any depth. error_code and fail_reason are null until a job has failed. Entities appear once a job runs: the id of
// the resource, as a string. An action on a group has a sub-job for each replication pair and no other entities, as in
// the document's example; entities that a scenario gives such a job are kept, because clients read server_group_id
// there after a creation. Jobs on pairs, attachments, instances and drills have no sub-jobs: the clients' decoders fail
// on them.
//
// Calls that start a job return 200 and the job's id. Nearly every error is a 400, an unknown resource included. A
// failed job may have the code of EVS; those codes are part of this API's vocabulary, so that scenarios can name them.
//
// The four kinds share the handlers for show, list and rename (kind.go). What differs is in group.go and action.go;
// instance.go, protect.go, batch.go, nic.go, tags.go and tagquery.go; pair.go, replicate.go and attach.go; and
// drill.go. failures.go lists the failed jobs, failuredelete.go deletes them from that list. While a disk that EVS has
// is part of a pair, EVS refuses to change it (EVS.2089); it is extended with the pair.
//
// What a scenario's job names in its entities exists, with the status that the job implies (targets.go); a scenario can
// also declare all four kinds (resource.go).
//
// Choices that no source settles [inferred]: a job takes six seconds, an action on a group eight; the parent of an
// action has a timeline of its own, which a scenario's timeline replaces; a group without pairs is refused with "Failed
// to enable protection" and its like, one with a busy member with the error of that member's status; lists have the
// newest first; the errors of the job query are those of EVS; the types of sub-jobs, apart from one.
//
// Not emulated: servers, VPCs, subnets and zones (any id is accepted, no server is ever running, and no NIC is the
// primary one), the disk at the DR site, the progress of synchronization, quotas (there is no limit), records of an RPO that was exceeded.
package sdrs
