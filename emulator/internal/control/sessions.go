package control

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// sessionDoc is a session and how a client gets into it.
type sessionDoc struct {
	ID          string            `json:"id"`
	Project     string            `json:"project_id"`
	Seed        uint64            `json:"seed"`
	Profile     string            `json:"profile"`
	Scenarios   []string          `json:"scenarios"`
	Clock       clockDoc          `json:"clock"`
	Expires     time.Time         `json:"expires"` // by real time, if nobody uses it
	URLs        map[string]string `json:"urls"`
	Credentials credentials       `json:"credentials"`
	Env         map[string]string `json:"env"`
}

// credentials open the door of a session, also under "auth: strict".
type credentials struct {
	User        string `json:"user"`
	Password    string `json:"password"`
	Domain      string `json:"domain"`
	Project     string `json:"project_id"`
	Region      string `json:"region"`
	AccessKey   string `json:"access_key"`
	SecretKey   string `json:"secret_key"`
	ElementUser string `json:"element_user"` // picks the session by its name; any password will do
}

// sessionOf is a session as the caller reaches it.
func (v *visit) sessionOf(s Session) sessionDoc {
	base := v.origin() + "/s/" + s.ID()
	urls := map[string]string{"base": base, "admin": base + Prefix}
	for _, api := range v.desk.APIs {
		urls[api.Name] = base + "/" + api.Name
	}
	return sessionDoc{
		ID: s.ID(), Project: s.Project(), Seed: s.Seed(), Profile: s.Profile(), Scenarios: listed(s.Scenarios()),
		Clock: clockOf(s), Expires: s.Expires().UTC(), URLs: urls,
		Credentials: credentials{
			User: wire.KnownUser, Password: wire.KnownPassword, Domain: wire.KnownDomain, Project: s.Project(), Region: wire.KnownProject,
			AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey, ElementUser: s.ID(),
		},
		Env: map[string]string{
			"JOBSIM_URL": base, "JOBSIM_SESSION": s.ID(), "JOBSIM_ELEMENT_USER": s.ID(),
			"OS_AUTH_URL": base + "/iam/v3", "OS_USERNAME": wire.KnownUser, "OS_PASSWORD": wire.KnownPassword,
			"OS_USER_DOMAIN_NAME": wire.KnownDomain, "OS_PROJECT_ID": s.Project(), "OS_REGION_NAME": wire.KnownProject,
			"OS_ACCESS_KEY": wire.KnownAccessKey, "OS_SECRET_KEY": wire.KnownSecretKey,
		},
	}
}

// origin is the server's URL as the caller wrote it, so that a mapped port works.
func (v *visit) origin() string {
	scheme := "http"
	switch forwarded := v.Header.Get("X-Forwarded-Proto"); {
	case forwarded == "http" || forwarded == "https":
		scheme = forwarded
	case v.TLS != nil:
		scheme = "https"
	}
	if v.Host == "" {
		return scheme + "://localhost"
	}
	return scheme + "://" + v.Host
}

// guest is the session that the path names.
func guest(v *visit) (Session, error) {
	id := v.name("session")
	if s, ok := v.desk.Guests.Find(id); ok {
		return s, nil
	}
	return nil, NoSession(id)
}

// present is the session that the request is about.
func present(v *visit) (Session, error) { return v.session, nil }

// NoSession is the problem of a session that there is not.
func NoSession(id string) *Problem {
	return &Problem{
		Status: http.StatusNotFound, Code: "no_session", Message: "there is no session " + id,
		Hint: "it may have expired; POST /__admin/sessions makes one",
	}
}

func listSessions(v *visit, _ none) (map[string][]sessionDoc, error) {
	docs := []sessionDoc{}
	for _, s := range v.desk.Guests.All() {
		docs = append(docs, v.sessionOf(s))
	}
	return map[string][]sessionDoc{"sessions": docs}, nil
}

func openSession(v *visit, wish Wish) (sessionDoc, error) { return v.made(v.desk.Guests.Open(wish)) }

func forkSession(v *visit, of Session) (sessionDoc, error) { return v.made(v.desk.Guests.Fork(of)) }

// made tells a new session.
func (v *visit) made(s Session, err error) (sessionDoc, error) {
	if err != nil {
		return sessionDoc{}, err
	}
	return v.sessionOf(s), nil
}

func showSession(v *visit, s Session) (sessionDoc, error) { return v.sessionOf(s), nil }

func endSession(v *visit, s Session) (none, error) {
	v.desk.Guests.End(s.ID())
	return none{}, nil
}
