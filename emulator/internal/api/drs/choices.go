package drs

import "github.com/jobsim/jobsim/emulator/internal/wire"

// choices returns what this package decides although neither a document nor a live service settles it.
func choices() []wire.Choice {
	return []wire.Choice{
		{File: "doc.go", What: "which of the documented codes belongs to which error in a request"},
		{File: "response.go", What: "a task of another project does not exist"},
		{File: "list.go", What: "a page after the last one of the task list is empty"},
		{File: "language.go", What: "X-Language is read in any case and with an underscore; any other value, or none, is English"},
		{File: "query.go", What: "of two members of one name the last one counts"},
		{File: "identity.go", What: "the last five characters of a new task's id: codes of its scenario and engine, read off the documents' examples"},
		{File: "scripts.go", What: "how long a task stays in each status: seconds, where real ones take minutes to days"},
		{File: "precheck.go", What: "a precheck takes ten seconds"},
		{File: "switchover.go", What: "a switchover is shown as the current action for thirty seconds"},
		{File: "commands.go", What: "stopping by force works in every status but the last ones; the code for pausing a disaster recovery task"},
		{File: "taskcontext.go", What: "a dual-active task goes the way of its forward subtask"},
		{File: "subtask.go", What: "the names of subtasks; a failed synchronization is resumed by is_sync_re_edit unless its objects were changed"},
		{File: "tags.go", What: "which of the documented codes belongs to which invalid tag"},
		{File: "taskcontext.go", What: "a task whose start failed can be retried"},
		{File: "v5.go", What: "a task that was never started can be deleted by v5 without a stop"},
		{File: "v5create.go", What: "v5 returns 202 for a created task, and 200 for the validation of a name that cannot be used"},
	}
}
