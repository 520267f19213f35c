package otc

import "github.com/jobsim/jobsim/emulator/internal/wire"

// TokenAPI is the API whose jobs are the tokens: a token is valid for a while and then expired, by the emulator's clock,
// and its id is what a client sends as X-Auth-Token.
const TokenAPI = "iam"

// The states of a token.
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

// Token is what a token stands for, the About of its job. One without a project is scoped to its domain.
type Token struct {
	Methods []string // how it was obtained: "password", "totp", "token", "assume_role"
	User    Named
	Domain  Named // of the user
	Project Named
	Agent   *Agent // who obtained a token of an agency; nil for every other
}

// Agent is the user who acts for an agency.
type Agent struct{ User, Domain Named }

// KnownToken is a token of the known user for the known project.
func KnownToken() Token {
	return Token{Methods: []string{"password"}, User: knownUser, Domain: knownDomain, Project: knownProject}
}
