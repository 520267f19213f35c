package emulator

import "github.com/jobsim/jobsim/emulator/internal/wire"

// The parts of a session's journal, as Session.Journal gives them.
type (
	// Journal is what clients asked of a session and were told. See its methods Entries, Polls, Wait and Follow.
	Journal = wire.Journal
	// JournalEntry is one request and what became of it.
	JournalEntry = wire.Entry
	// JournalFilter picks entries. Its zero value picks all.
	JournalFilter = wire.Filter
	// JobView is what an answer told about one job.
	JobView = wire.JobView
)
