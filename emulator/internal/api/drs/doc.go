// Package drs is the Data Replication Service: tasks that migrate and synchronize databases, and what clients do with them.
//
// A task is the job: its status is the job's, and batch-status is the call that polls it. Calls that move a task do so in
// one of two ways. If its script waits for the call ("until: batch-starting"), the script goes on to its next step, whatever
// the status is. Else, from a status in which the service allows the call, a default script takes the place of the rest.
//
//   - query.go, page.go, tell.go: queries by id, paged over the request's list of ids; status.go and detail.go use them.
//   - action.go: calls with effects. What is wrong with one item is told in the item, under the good status that clients
//     check exactly; what refuses the request is found before anything is done. taskContext.go is a task as one call finds it.
//   - task.go: a task's properties besides its status are a resource of the world, made of the creation request and changed
//     by calls. scripts.go: how tasks go unless a scenario says otherwise.
//   - routes.go: all calls are one route and a table, which costs less to build than a pattern for each.
//
// Documents and live services differ on the spelling of the paused state, on deleted tasks, and on job_action in the task
// list: see settings.go, which also has what nothing settles.
//
// Inferred, besides what the comments mark: the wording of DRS.M00289; which of the documented codes answers which fault of
// a request; how long things take. The Chinese texts are the published ones (HWC drs_05_0002 for two messages, the others
// from the descriptions of the Chinese error table).
//
// Not emulated: the v5 calls, tags, orders, selected objects, comparisons and virtual addresses; subtasks (a dual-active or
// cross-AZ task is one task, a synchronization is not edited while it runs); the reclaiming of tasks that nobody configures
// or repairs. Connection tests and prechecks touch no database: they fail when a scenario says so of the task.
package drs
