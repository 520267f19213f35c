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

// identity says who somebody is, in one of several ways.
type identity struct {
	Methods  []string `json:"methods"`
	Password struct {
		User person `json:"user"`
	} `json:"password"`
	TOTP struct {
		User person `json:"user"`
	} `json:"totp"`
	Token struct {
		ID string `json:"id"`
	} `json:"token"`
	AssumeRole struct {
		DomainName string `json:"domain_name"`
		DomainID   string `json:"domain_id"`
		Agency     string `json:"xrole_name"`
	} `json:"assume_role"`
}

// person is a user by name or id. Of a name the domain is asked for too, but one without will do [inferred].
type person struct {
	otc.Named
	Password string    `json:"password"`
	Passcode string    `json:"passcode"`
	Domain   otc.Named `json:"domain"`
}

// scope is what the token is for: the project if both are named, all global services if neither is
// (en-us_topic_0057845583).
type scope struct {
	Project struct {
		otc.Named
		Domain otc.Named `json:"domain"`
	} `json:"project"`
	Domain otc.Named `json:"domain"`
}

// methods are the ways to sign in. A second one, the one-time password, can stand beside the first.
var methods = []string{"password", "token", "assume_role", "totp"}

// way is the method that decides who somebody is.
func (i identity) way() string {
	for _, m := range methods {
		if slices.Contains(i.Methods, m) {
			return m
		}
	}
	return ""
}

// check refuses what names nobody: 400 for what is missing, 401 for a method that there is not [inferred].
func (i identity) check() error {
	for _, m := range i.Methods {
		if !slices.Contains(methods, m) {
			return table.Error("401")
		}
	}
	way := i.way()
	missing := way == "" ||
		way == "password" && i.Password.User.Named == (otc.Named{}) ||
		way == "token" && i.Token.ID == "" ||
		way == "assume_role" && (i.AssumeRole.Agency == "" || i.AssumeRole.DomainName+i.AssumeRole.DomainID == "") ||
		slices.Contains(i.Methods, "totp") && (i.TOTP.User.Named == (otc.Named{}) || i.TOTP.User.Passcode == "")
	if missing {
		return table.Error("400")
	}
	return nil
}

// authenticate tells whom a sign-in stands for. Under "auth: strict" it refuses whom it does not know. agent is the
// credential of the request itself, which an agency's token asks for.
func (s signIn) authenticate(tx *world.Tx, strict bool, agent otc.Credential) (otc.Token, error) {
	var t otc.Token
	i := s.Auth.Identity
	switch i.way() {
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
		t = i.agency(caller.Token)
	case "password":
		p := i.Password.User
		if t = s.token(p); strict && (t.User != known.User || t.Domain != known.Domain || !wire.SecretsEqual(p.Password, wire.KnownPassword)) {
			return t, table.Error("401")
		}
	default: // a one-time password is no proof by itself, and nothing here could check it
		if t = s.token(i.TOTP.User); strict {
			return t, table.Error("401")
		}
	}
	t.Methods = i.Methods
	return t, nil
}

// known is whom the known credentials stand for. It is read only.
var known = otc.KnownToken()

// token is what a person's sign-in stands for. Who names no domain is of the scope's.
func (s signIn) token(p person) otc.Token {
	d := cmp.Or(p.Domain, s.Auth.Scope.Project.Domain, s.Auth.Scope.Domain)
	return otc.Token{User: named("user", p.ID, p.Name, known.User), Domain: named("domain", d.ID, d.Name, known.Domain)}
}

// agency is the token of an agency: its user is called by the delegating domain and the agency, and the agent is told
// beside it (en-us_topic_0064274720).
func (i identity) agency(agent otc.Token) otc.Token {
	domain := named("domain", i.AssumeRole.DomainID, i.AssumeRole.DomainName, known.Domain)
	user := domain.Name + "/" + i.AssumeRole.Agency
	return otc.Token{
		User: otc.Named{ID: derived("user", user), Name: user}, Domain: domain,
		Agent: &otc.Agent{User: agent.User, Domain: agent.Domain},
	}
}

// narrow gives a token its scope.
func (s scope) narrow(tx *world.Tx, t otc.Token) otc.Token {
	t.Project = otc.Named{}
	if p := s.Project.Named; p != (otc.Named{}) {
		t.Project = project(tx, p.ID, p.Name)
	}
	return t
}
