package otc

import "github.com/jobsim/jobsim/emulator/internal/wire"

// Choices returns what this package decides although neither a document nor a live service settles it.
func Choices() []wire.Choice {
	return []wire.Choice{
		{File: "body.go", What: "digits in quotes are taken for a number, as JSON binders of that kind do"},
		{File: "reject.go", What: "408 for a body that does not come in time, and the words of a throttled call for a connection or a job too many"},
		{File: "showjob.go", What: "a job that has gone, has not begun or is another project's is refused like an unknown one"},
		{File: "strict.go", What: "under \"auth: strict\": a revoked token is refused like an unknown one; EVS's refusal of a foreign project is SDRS's too; a signed request that names no project is at home in each"},
		{File: "signature.go", What: "how old a signature is does not matter; the real gateway allows 15 minutes"},
	}
}
