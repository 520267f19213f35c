package iam

import (
	"cmp"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// signIn is the body of POST /v3/auth/tokens.
type signIn struct {
	Auth struct {
		Identity identity `json:"identity"`
		Scope    scope    `json:"scope"`
	} `json:"auth"`
}

// identity is the user of a sign-in, in one of several forms.
type identity struct {
	Methods  []string `json:"methods"`
	Password struct {
		User userRef `json:"user"`
	} `json:"password"`
	TOTP struct {
		User userRef `json:"user"`
	} `json:"totp"`
	Token      tokenRef  `json:"token"`
	AssumeRole agencyRef `json:"assume_role"`
}

// tokenRef is the token of a sign-in with a token.
type tokenRef struct {
	ID string `json:"id"`
}

// Accepts returns the member without effect here: every token lasts 24 hours here.
func (tokenRef) Accepts() []string { return []string{"duration-seconds"} }

// agencyRef is the agency of a sign-in.
type agencyRef struct {
	DomainName string `json:"domain_name"`
	DomainID   string `json:"domain_id"`
	Agency     string `json:"xrole_name"`
}

// Accepts returns the members without effect here.
func (agencyRef) Accepts() []string {
	return []string{"agency_name", "duration_seconds", "session_user"}
}

// userRef is a user by name or ID. A name should come with a domain, but one without is accepted [inferred].
type userRef struct {
	otc.Named
	Password string    `json:"password"`
	Passcode string    `json:"passcode"`
	Domain   otc.Named `json:"domain"`
}

// scope is the scope of the token: the project if both are given, all global services if neither is
// (en-us_topic_0057845583).
type scope struct {
	Project struct {
		otc.Named
		Domain otc.Named `json:"domain"`
	} `json:"project"`
	Domain otc.Named `json:"domain"`
}

// methods are the supported methods of a sign-in. A second one, the one-time password, may accompany the first.
var methods = []string{"password", "token", "assume_role", "totp"}

// method returns the method that identifies the user.
func (i identity) method() string {
	for _, m := range methods {
		if slices.Contains(i.Methods, m) {
			return m
		}
	}
	return ""
}

// check returns an error for an incomplete identity: 400 for what is missing, 401 for an unknown method [inferred].
func (i identity) check() error {
	for _, m := range i.Methods {
		if !slices.Contains(methods, m) {
			return table.Error("401")
		}
	}
	method := i.method()
	missing := method == "" ||
		method == "password" && i.Password.User.Named == (otc.Named{}) ||
		method == "token" && i.Token.ID == "" ||
		method == "assume_role" && (i.AssumeRole.Agency == "" || i.AssumeRole.DomainName+i.AssumeRole.DomainID == "") ||
		slices.Contains(i.Methods, "totp") && (i.TOTP.User.Named == (otc.Named{}) || i.TOTP.User.Passcode == "")
	if missing {
		return table.Error("400")
	}
	return nil
}

// authenticate returns the token that a sign-in obtains, without its scope. Under "auth: strict" it returns an error
// for an unknown user. agent is the credential of the request itself, which an agency's token requires.
func (s signIn) authenticate(tx *world.Tx, strict bool, agent otc.Credential) (otc.Token, error) {
	var t otc.Token
	i := s.Auth.Identity
	switch i.method() {
	case "token":
		caller, err := otc.Credential{Token: i.Token.ID}.Caller(tx, strict)
		if err != nil {
			return t, table.Error("401")
		}
		t = caller.Token
	case "assume_role":
		caller, err := agent.Caller(tx, strict)
		if err != nil {
			return t, err
		}
		t = i.agencyToken(caller.Token)
	case "password":
		p := i.Password.User
		if t = s.token(p); strict && (t.User != known.User || t.Domain != known.Domain || !wire.SecretsEqual(p.Password, wire.KnownPassword)) {
			return t, table.Error("401")
		}
	default: // a one-time password alone proves nothing, and cannot be checked here
		if t = s.token(i.TOTP.User); strict {
			return t, table.Error("401")
		}
	}
	t.Methods = i.Methods
	return t, nil
}

// known is the token of the known credentials. It is read only.
var known = otc.KnownToken()

// token returns the token of a user. A user without a domain belongs to the scope's.
func (s signIn) token(p userRef) otc.Token {
	d := cmp.Or(p.Domain, s.Auth.Scope.Project.Domain, s.Auth.Scope.Domain)
	return otc.Token{User: resolve("user", p.ID, p.Name, known.User), Domain: resolve("domain", d.ID, d.Name, known.Domain)}
}

// agencyToken returns the token of an agency: its user is named after the delegating domain and the agency, and the
// agent is returned beside it (en-us_topic_0064274720).
func (i identity) agencyToken(agent otc.Token) otc.Token {
	domain := resolve("domain", i.AssumeRole.DomainID, i.AssumeRole.DomainName, known.Domain)
	user := domain.Name + "/" + i.AssumeRole.Agency
	return otc.Token{
		User: otc.Named{ID: otc.Derived("user", user), Name: user}, Domain: domain,
		Agent: &otc.Agent{User: agent.User, Domain: agent.Domain},
	}
}

// apply returns the token with this scope.
func (s scope) apply(tx *world.Tx, t otc.Token) otc.Token {
	t.Project = otc.Named{}
	if p := s.Project.Named; p != (otc.Named{}) {
		t.Project = project(tx, p.ID, p.Name)
	}
	return t
}
