package iam

import "github.com/jobsim/jobsim/emulator/internal/wire"

// choices returns what this package decides although neither a document nor a live service settles it.
func choices() []wire.Choice {
	return []wire.Choice{
		{File: "doc.go", What: "projects and domains that nobody knows are made up, the same in each run; a one-time password is taken unread"},
		{File: "doc.go", What: "which of several refusals is answered; a token got by a token lives its own 24 hours; the user of an agency's token"},
		{File: "signin.go", What: "a user's name without its domain will do; 400 for what is missing, 401 for a method that there is not"},
	}
}
