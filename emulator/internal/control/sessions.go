package control

import (
	"net"
	"net/http"
	"strings"
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
	ElementUser string `json:"element_user"` // picks the session by its name, with the password above under "auth: strict"
}

// sessionOf is a session as the caller reaches it.
func (v *request) sessionOf(s Session) sessionDoc {
	base, admin := v.site()+"/s/"+s.ID(), v.origin()+"/s/"+s.ID()+Prefix
	urls := map[string]string{"base": base, "admin": admin}
	for _, api := range v.opts.APIs {
		urls[api.Name] = base + "/" + api.Name
	}
	env := envOf(s, base, admin)
	for name, at := range s.Listeners() {
		urls[name] = v.reach(name, at)
		env[endpointVariables[name]] = urls[name]
	}
	return sessionDoc{
		ID: s.ID(), Project: s.Project(), Seed: s.Seed(), Profile: s.Profile(), Scenarios: listed(s.Scenarios()),
		Clock: clockOf(s), Expires: s.Expires().UTC(), URLs: urls,
		Credentials: credentials{
			User: wire.KnownUser, Password: wire.KnownPassword, Domain: wire.KnownDomain, Project: s.Project(), Region: wire.KnownProject,
			AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey, ElementUser: s.ID(),
		},
		Env: env,
	}
}

// origin is the server's URL as the caller wrote it, so that a mapped port works.
func (v *request) origin() string {
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

// endpointVariables are the variables with the URLs of a session's own listeners.
var endpointVariables = map[string]string{"listen": "JOBSIM_SESSION_URL", "tls_listen": "JOBSIM_SESSION_HTTPS_URL"}

// envOf are the variables by which clients, and jobsim ctl, get into a session.
func envOf(s Session, base, admin string) map[string]string {
	return map[string]string{
		"JOBSIM_URL": base, "JOBSIM_ADMIN_URL": admin, "JOBSIM_SESSION": s.ID(), "JOBSIM_ELEMENT_USER": s.ID(),
		"OS_AUTH_URL": base + "/iam/v3", "OS_USERNAME": wire.KnownUser, "OS_PASSWORD": wire.KnownPassword,
		"OS_USER_DOMAIN_NAME": wire.KnownDomain, "OS_PROJECT_ID": s.Project(), "OS_REGION_NAME": wire.KnownProject,
		"OS_ACCESS_KEY": wire.KnownAccessKey, "OS_SECRET_KEY": wire.KnownSecretKey,
	}
}

// site is the URL where the APIs are served, as the caller can reach it.
func (v *request) site() string {
	if v.apart && v.opts.Site != nil {
		if at := v.opts.Site(); at != nil {
			return v.reach("listen", at)
		}
	}
	return v.origin()
}

// reach is the URL of a listener: by the host that the caller used, where it listens at every address.
func (v *request) reach(name string, at net.Addr) string {
	scheme := "http"
	if strings.HasPrefix(name, "tls") {
		scheme = "https"
	}
	host, number, err := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		if host = v.Host; strings.Contains(host, ":") {
			host, _, _ = net.SplitHostPort(v.Host)
		}
	}
	return scheme + "://" + net.JoinHostPort(host, number)
}

// guest is the session that the path names.
func guest(v *request) (Session, error) {
	id := v.name("session")
	if s, ok := v.opts.Sessions.Find(id); ok {
		return s, nil
	}
	return nil, NoSession(id)
}

// present is the session that the request is about.
func present(v *request) (Session, error) { return v.session, nil }

// NoSession is the problem of a session that there is not.
func NoSession(id string) *Error {
	return &Error{
		Status: http.StatusNotFound, Code: "no_session", Message: "there is no session " + id,
		Hint: "it may have expired; POST /__admin/sessions makes one",
	}
}

func listSessions(v *request, _ none) (map[string][]sessionDoc, error) {
	docs := []sessionDoc{}
	for _, s := range v.opts.Sessions.All() {
		docs = append(docs, v.sessionOf(s))
	}
	return map[string][]sessionDoc{"sessions": docs}, nil
}

func openSession(v *request, wish CreateSession) (sessionDoc, error) {
	return v.made(v.opts.Sessions.Open(wish))
}

// twin is a session to go on from, and where the new one is to be found.
type twin struct {
	of Session
	Lodging
}

// twinOf reads where a fork of a session is to be found.
func twinOf(which func(*request) (Session, error)) func(*request) (twin, error) {
	return func(v *request) (t twin, err error) {
		if t.of, err = which(v); err == nil {
			t.Lodging, err = body[Lodging](v)
		}
		return t, err
	}
}

func forkSession(v *request, t twin) (sessionDoc, error) {
	return v.made(v.opts.Sessions.Fork(t.of, t.Lodging))
}

// made tells a new session.
func (v *request) made(s Session, err error) (sessionDoc, error) {
	if err != nil {
		return sessionDoc{}, err
	}
	return v.sessionOf(s), nil
}

func showSession(v *request, s Session) (sessionDoc, error) { return v.sessionOf(s), nil }

func endSession(v *request, s Session) (none, error) {
	v.opts.Sessions.End(s.ID())
	return none{}, nil
}
