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

// The gateway's refusals of credentials that share the code APIGW.0301. A revoked token is refused like one that never
// was [inferred].
const (
	incorrect = "Incorrect IAM authentication information: "
	garbled   = incorrect + "decrypt token fail"
	unknownAK = incorrect + "ak %s not exist"
	forged    = incorrect + "verify aksk signature fail"
)

// Credential is how a request says who sent it: by a token, or by the access key that it is signed with.
type Credential struct {
	Token     string
	AccessKey string
	Project   string // the id that a signed request names in X-Project-Id; empty for any
}

// ReadCredential finds a request's credential, the token before the signature. Under "auth: strict" the signature is
// verified; a token is for Credential.Caller to judge. It answers refusals of the gateway, or what Call.Body says.
func ReadCredential(c *wire.Call) (Credential, error) {
	if token := c.Header.Get("X-Auth-Token"); token != "" {
		return Credential{Token: token}, nil
	}
	header, signed := strings.CutPrefix(c.Header.Get("Authorization"), algorithm+" ")
	if !signed {
		return Credential{}, Error("APIGW.0301")
	}
	s, ok := parseSignature(header)
	if c.Strict() {
		if err := s.check(c, ok); err != nil {
			return Credential{}, err
		}
	}
	return Credential{AccessKey: s.accessKey, Project: c.Header.Get("X-Project-Id")}, nil
}

// Caller is whom a credential stands for.
type Caller struct {
	Token
	Shown job.Snapshot // the token's job as this request saw it; of a signed request the zero one
}

// Caller tells whom a credential stands for. Under "auth: strict" the look at a token is noticed, and one that is not
// valid is refused; else whatever is not known stands for the known user. A signed request is the known user's.
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

// TokenOf is what the token of this job stands for: what it was issued for, or what a scenario says of it. One that
// jobsim never issued stands for the known user. The project that a scenario gives the job is the token's.
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

// Authenticate refuses a token that is not valid, in the gateway's words.
func Authenticate(s job.Snapshot) error {
	switch {
	case s.Absence != job.Present || s.Status == Revoked:
		return gateway.ErrorWithMessage("APIGW.0301", garbled)
	case s.Phase.Over():
		return Error("APIGW.0307")
	default:
		return nil
	}
}

// Foreign is how a service says no to a project that is not the caller's: by its own refusal, in its own envelope.
func Foreign(fail func(http.ResponseWriter, *wire.Call, error), refusal error) func(http.ResponseWriter, *wire.Call) {
	return func(w http.ResponseWriter, c *wire.Call) { fail(w, c, refusal) }
}

// foreignProject is what EVS answers, and SDRS with it [inferred].
var foreignProject = job.Row("Common.0018", 400, "Invalid token in the header", "any call, project differs", "evs_04_0038", job.Documented)

func defaultForeign(w http.ResponseWriter, _ *wire.Call) {
	wire.JSON(w, foreignProject.HTTP, Nested(foreignProject.Code, foreignProject.Message))
}

// gate lets through who shows a credential, and under "auth: strict" only whom it stands for, in their own project. The
// query of a service's versions needs none (evs_04_0020 and sdrs_05_0201 ask for none).
func gate(foreign func(http.ResponseWriter, *wire.Call)) mux.MiddlewareFunc {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				next.ServeHTTP(w, r)
				return
			}
			c := wire.CallOf(w)
			home, err := admit(c)
			switch {
			case err != nil:
				reject(w, c, err)
			case !home:
				foreign(w, c)
			default:
				next.ServeHTTP(w, r)
			}
		})
	}
}

// admit judges a request's credential. It answers whether the caller is at home in the project of the path, or a refusal
// of the gateway, or what Call.Body says.
func admit(c *wire.Call) (home bool, err error) {
	k, err := ReadCredential(c)
	if err != nil || !c.Strict() {
		return true, err
	}
	return k.verified(c)
}

// verified is admit for a credential that is to be checked.
func (k Credential) verified(c *wire.Call) (home bool, err error) {
	var caller Caller
	err = c.Do(func(tx *world.Tx) error {
		caller, err = k.Caller(tx, true)
		return err
	})
	return k.opens(caller.Project, Var(c, "project_id")), err
}

// opens tells whether the project of a path is the caller's home. A signed request is at home in the one that it names, or,
// if it names none, in each [inferred]; but not in "{project_id}", which is what Huawei Cloud's SDKs ask for when nobody
// told them the project. A token is in its own only.
func (k Credential) opens(home Named, project string) bool {
	switch {
	case project == "":
		return true
	case k.AccessKey != "" && k.Project == "":
		return !strings.ContainsAny(project, "{}")
	default:
		return project == home.ID
	}
}

// reject refuses in the gateway's envelope. What is no refusal is a body that could not be read.
func reject(w http.ResponseWriter, c *wire.Call, err error) {
	if r, ok := errors.AsType[*wire.APIError](err); ok {
		refuse(w, c, r)
		return
	}
	refuse(w, c, cmp.Or(unreadable(err), Error("APIGW.0602")))
}
