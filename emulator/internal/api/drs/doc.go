// Package drs emulates the Data Replication Service: tasks that migrate, synchronize and protect databases.
//
// A task is a job: its status is the job's, and batch-status is the call that polls it. A call that moves a task does so in
// one of two ways. If the task's timeline waits for the call ("until: batch-starting"), it goes on to its next step,
// whatever the status is. Otherwise, in a status in which the service allows the call, a default timeline replaces the
// rest.
//
//   - query.go, page.go, response.go: queries by id, with pages over the request's list of ids; status.go and detail.go use
//     them.
//   - action.go: calls that change tasks. An error about one task is reported in its item, under the success status that
//     clients require exactly; an error that rejects the request is found before any task is changed. taskcontext.go: a
//     task during one call.
//   - task.go: a task's properties besides its status are a resource of the world, made from the creation request and
//     changed by calls. commands.go: what calls do to a task. scripts.go: the default timelines.
//   - subtask.go: dual-active tasks and edited synchronizations have subtasks, which are tasks of their own.
//   - v5.go and its neighbours: the v5 calls that terraform-provider-huaweicloud uses beside v3. Open Telekom Cloud has
//     none.
//   - routes.go: all calls are one route and a table, which is cheaper to build than a pattern for each.
//
// Documents and live services differ on the spelling of the paused status, on deleted tasks, and on job_action in the task
// list: see settings.go, which also has the points that no source settles.
//
// Inferred, besides what the comments mark: the wording of DRS.M00289; which documented code belongs to which error in a
// request; all durations. The Chinese texts are the published ones (HWC drs_05_0002 for two messages, the others from the
// descriptions of the Chinese error table).
//
// Not emulated: the rest of v5, orders, comparisons, virtual addresses and notifications; the second node of a cross-AZ
// task; the release of tasks that are never configured or repaired. Connection tests and prechecks touch no database: they
// fail if the scenario gives the task an error.
package drs
