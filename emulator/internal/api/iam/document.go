package iam

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// tokenDoc is the body of a token. It has either the domain or the project that the token is scoped to.
type tokenDoc struct {
	Methods   []string    `json:"methods"`
	Expires   string      `json:"expires_at"`
	Issued    string      `json:"issued_at"`
	User      userDoc     `json:"user"`
	Domain    *otc.Named  `json:"domain,omitempty"`
	Project   *projectDoc `json:"project,omitempty"`
	Catalog   []service   `json:"catalog"`
	Roles     []otc.Named `json:"roles"`
	AssumedBy *agentDoc   `json:"assumed_by,omitempty"`
}

type userDoc struct {
	Domain otc.Named `json:"domain"`
	otc.Named
	PasswordExpires string `json:"password_expires_at"` // empty: never
}

type projectDoc struct {
	Domain otc.Named `json:"domain"`
	otc.Named
}

type agentDoc struct {
	User projectDoc `json:"user"` // a user without further members
}

// encode writes a token: its ID in the header, its user and scope in the body.
func (t tokenView) encode(w http.ResponseWriter, c *wire.Call, status int) {
	t.observe(c)
	w.Header().Set(subjectHeader, t.id)
	wire.JSON(w, status, struct {
		Token tokenDoc `json:"token"`
	}{t.document(c.Origin())})
}

// observe records that the response shows a token's status, if the token has a job.
func (t tokenView) observe(c *wire.Call) {
	if t.snap.Absence == job.Present {
		c.Observe(t.snap)
	}
}

func (t tokenView) document(origin string) tokenDoc {
	s := t.token
	issued, expires := t.times()
	d := tokenDoc{
		Methods: s.Methods, Issued: formatTime(issued), Expires: formatTime(expires),
		User:    userDoc{Domain: s.Domain, Named: s.User},
		Catalog: []service{}, // with nocatalog an empty list (Huawei Cloud, KeystoneCreateUserTokenByPassword)
		Roles:   []otc.Named{{ID: "0", Name: "te_admin"}},
	}
	if s.Project.ID == "" {
		d.Domain = &s.Domain
	} else {
		d.Project = &projectDoc{s.Domain, s.Project}
	}
	if s.Agent != nil {
		d.AssumedBy = &agentDoc{projectDoc{s.Agent.Domain, s.Agent.User}}
	}
	if !t.noCatalog {
		d.Catalog = catalog(origin, s.Project)
	}
	return d
}

// times returns when a token was issued and when it expires. A token that time alone does not end, or that jobsim never
// issued, expires a full lifetime from now.
func (t tokenView) times() (issued, expires time.Time) {
	issued, expires = t.snap.Born, t.snap.Next
	if issued.IsZero() {
		issued = t.snap.Now
	}
	if expires.IsZero() {
		expires = t.snap.Now.Add(lifetime)
	}
	return issued, expires
}

// formatTime formats an instant as IAM does: microseconds, UTC.
func formatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
