package otc

import "github.com/jobsim/jobsim/emulator/internal/wire"

// TokenAPI is the API whose jobs are the tokens: a token is valid for a while and then expired, by the emulator's
// clock, and clients send its ID as X-Auth-Token.
const TokenAPI = "iam"

// The statuses of a token.
const (
	Valid   = "valid"
	Expired = "expired"
	Revoked = "revoked"
)

// Named is a user, a domain or a project: 32 hex digits and a name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// The parts of the known credentials.
var (
	knownUser    = Named{wire.KnownUserID, wire.KnownUser}
	knownDomain  = Named{wire.KnownDomainID, wire.KnownDomain}
	knownProject = Named{wire.KnownProjectID, wire.KnownProject}
)

// Token is the user and scope of a token, the Attributes of its job. One without a project is scoped to its domain.
type Token struct {
	Methods []string // how it was obtained: "password", "totp", "token", "assume_role"
	User    Named
	Domain  Named // of the user
	Project Named
	Agent   *Agent // the user who obtained a token of an agency; nil for any other token
}

// Agent is the user who acts for an agency.
type Agent struct{ User, Domain Named }

// KnownToken returns a token of the known user for the known project.
func KnownToken() Token {
	return Token{Methods: []string{"password"}, User: knownUser, Domain: knownDomain, Project: knownProject}
}
