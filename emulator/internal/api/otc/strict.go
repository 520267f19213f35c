package otc

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The gateway's errors for credentials that share the code APIGW.0301. A revoked token gets the error of an unknown one
// [inferred].
const (
	incorrect    = "Incorrect IAM authentication information: "
	badToken     = incorrect + "decrypt token fail"
	unknownAK    = incorrect + "ak %s not exist"
	badSignature = incorrect + "verify aksk signature fail"
)

// Credential identifies the caller: a token, or the access key of a signature.
type Credential struct {
	Token     string
	AccessKey string
	Project   string // the ID in X-Project-Id of a signed request; empty for any
}

// ReadCredential returns a request's credential; a token takes precedence over a signature. Under "auth: strict" the
// signature is verified; Credential.Caller verifies a token. It returns errors of the gateway, or those of Call.Body.
func ReadCredential(c *wire.Call) (Credential, error) {
	if token := c.Header.Get("X-Auth-Token"); token != "" {
		return Credential{Token: token}, nil
	}
	header, signed := strings.CutPrefix(c.Header.Get("Authorization"), algorithm+" ")
	if !signed {
		return Credential{}, wire.Because(Error("APIGW.0301"), "there is no token in X-Auth-Token and no "+algorithm+" signature in Authorization")
	}
	if c.Accepted(header) {
		return Credential{AccessKey: wire.KnownAccessKey, Project: c.Header.Get("X-Project-Id")}, nil
	}
	s, ok := parseSignature(header)
	if c.Strict() {
		if err := s.check(c, ok); err != nil {
			return Credential{}, err
		}
	}
	return Credential{AccessKey: s.accessKey, Project: c.Header.Get("X-Project-Id")}, nil
}

// Caller is the user and project of a credential.
type Caller struct {
	Token
	Shown job.Snapshot // the token's job as this request saw it; zero for a signed request
}

// Caller returns the user and project of a credential. Under "auth: strict" looking up a token counts as a poll, and
// one that is not valid is an error; otherwise an unknown token is the known user's. A signed request is the known
// user's.
func (k Credential) Caller(tx *world.Tx, strict bool) (Caller, error) {
	ref := job.Ref{API: TokenAPI, ID: k.Token}
	if strict && k.Token != "" {
		snap := tx.Observe(world.PollOptions{}, ref)
		return Caller{TokenOf(snap), snap}, Authenticate(snap)
	}
	if k.Token != "" {
		snap := tx.Peek(ref)
		return Caller{TokenOf(snap), snap}, nil
	}
	t := KnownToken()
	if k.Project != "" && k.Project != t.Project.ID {
		t.Project = Named{ID: k.Project}
	}
	return Caller{Token: t}, nil
}

// TokenOf returns the token of a job: what it was issued for, or what a scenario says. A token that jobsim never issued
// is the known user's. If a scenario gives the job a project, it is the token's.
func TokenOf(s job.Snapshot) Token {
	t, ok := s.Attributes.(Token)
	if !ok {
		t = KnownToken()
		t.Methods = []string{"token"}
	}
	if s.Project != "" && s.Project != t.Project.ID {
		t.Project = Named{ID: s.Project}
	}
	return t
}

// Authenticate returns the gateway's error for a token that is not valid, or nil.
func Authenticate(s job.Snapshot) error {
	switch {
	case s.Absence != job.Present || s.Status == Revoked:
		return gateway.ErrorWithMessage("APIGW.0301", badToken)
	case s.Phase.Over():
		return Error("APIGW.0307")
	default:
		return nil
	}
}

// errForeignProject is why the journal says that a request for the project of another caller was refused.
var errForeignProject = errors.New("the project in the path is not that of the token or the signature")

// Foreign returns a handler of a project that is not the caller's: it writes the service's own error in its envelope.
func Foreign(fail func(http.ResponseWriter, *wire.Call, error), refusal error) func(http.ResponseWriter, *wire.Call) {
	return func(w http.ResponseWriter, c *wire.Call) { fail(w, c, refusal) }
}

// foreignProject is EVS's error, and SDRS's too [inferred].
var foreignProject = job.Row("Common.0018", 400, "Invalid token in the header", "any call, project differs", "evs_04_0038", job.Documented)

func defaultForeign(w http.ResponseWriter, _ *wire.Call) {
	wire.CallOf(w).ErrorSent(foreignProject.Code)
	wire.JSON(w, foreignProject.HTTP, Nested(foreignProject.Code, foreignProject.Message))
}

// gate requires a credential, and under "auth: strict" a valid one for the project of the path. The query of a
// service's versions, or of one of them, needs none (evs_04_0020, evs_04_0021 and sdrs_05_0201 require none).
func gate(foreign func(http.ResponseWriter, *wire.Call)) mux.MiddlewareFunc {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(strings.Trim(r.URL.Path, "/"), "/") {
				next.ServeHTTP(w, r)
				return
			}
			c := wire.CallOf(w)
			home, err := admit(c)
			switch {
			case err != nil:
				c.Deny(err)
				reject(w, c, err)
			case !home:
				c.Deny(errForeignProject)
				foreign(w, c)
			default:
				next.ServeHTTP(w, r)
			}
		})
	}
}

// admit checks a request's credential. It reports whether the caller may use the project of the path. It returns errors
// of the gateway, or those of Call.Body.
func admit(c *wire.Call) (home bool, err error) {
	k, err := ReadCredential(c)
	if err != nil || !c.Strict() {
		return true, err
	}
	return k.verified(c)
}

// verified is admit for a credential that must be valid.
func (k Credential) verified(c *wire.Call) (home bool, err error) {
	var caller Caller
	err = c.Do(func(tx *world.Tx) error {
		caller, err = k.Caller(tx, true)
		return err
	})
	return k.allows(caller.Project, Var(c, "project_id")), err
}

// allows reports whether the caller may use the project of a path. A signed request may use the one that it names, or
// every one if it names none [inferred]; but not "{project_id}", which Huawei Cloud's SDKs send if they have no
// project. A token may use its own only.
func (k Credential) allows(home Named, project string) bool {
	switch {
	case project == "":
		return true
	case k.AccessKey != "" && k.Project == "":
		return !strings.ContainsAny(project, "{}")
	default:
		return project == home.ID
	}
}

// reject writes an error in the gateway's envelope. An error other than an APIError is one of reading the body.
func reject(w http.ResponseWriter, c *wire.Call, err error) {
	if r, ok := errors.AsType[*wire.APIError](err); ok {
		refuse(w, c, r)
		return
	}
	refuse(w, c, cmp.Or(unreadable(err), Error("APIGW.0602")))
}
