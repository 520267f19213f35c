package control

import (
	"net"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// sessionOf returns the document of a session, with URLs that the client of this request can reach.
func (r *request) sessionOf(s Session) admin.Session {
	base, control := r.sessionURL(s), r.origin()+"/s/"+s.ID()+Prefix
	urls := map[string]string{"base": base, "admin": control}
	for _, api := range r.opts.APIs {
		urls[api.Name] = base + "/" + api.Name
	}
	env := envOf(s, base, control)
	for name, addr := range s.Listeners() {
		urls[name] = r.listenerURL(name, addr)
		env[listenerVariables[name]] = urls[name]
	}
	return admin.Session{
		ID: s.ID(), ProjectID: s.Project(), Seed: s.Seed(), Profile: s.Profile(), Scenarios: listOf(s.Scenarios()),
		Clock: clockOf(s), Owner: r.opts.Self, Expires: s.Expires().UTC(), URLs: urls,
		Credentials: admin.Credentials{
			User: wire.KnownUser, Password: wire.KnownPassword, Domain: wire.KnownDomain, ProjectID: s.Project(), Region: wire.KnownProject,
			AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey, ElementUser: s.ID(),
		},
		Env: env,
	}
}

// sessionURL returns the URL at which the APIs of a session are served.
func (r *request) sessionURL(s Session) string {
	if s.ID() == "" {
		return r.apiURL()
	}
	return r.apiURL() + "/s/" + s.ID()
}

// origin returns the server's URL as the client wrote it, so that a mapped port works.
func (r *request) origin() string {
	scheme := "http"
	switch forwarded := r.Header.Get("X-Forwarded-Proto"); {
	case forwarded == "http" || forwarded == "https":
		scheme = forwarded
	case r.TLS != nil:
		scheme = "https"
	}
	if r.Host == "" {
		return scheme + "://localhost"
	}
	return scheme + "://" + r.Host
}

// listenerVariables are the environment variables with the URLs of a session's own listeners.
var listenerVariables = map[string]string{"listen": "JOBSIM_SESSION_URL", "tls_listen": "JOBSIM_SESSION_HTTPS_URL"}

// envOf returns the environment variables by which clients and jobsim ctl reach a session.
func envOf(s Session, base, control string) map[string]string {
	return map[string]string{
		"JOBSIM_URL": base, "JOBSIM_ADMIN_URL": control, "JOBSIM_SESSION": s.ID(), "JOBSIM_ELEMENT_USER": s.ID(),
		"OS_AUTH_URL": base + "/iam/v3", "OS_USERNAME": wire.KnownUser, "OS_PASSWORD": wire.KnownPassword,
		"OS_USER_DOMAIN_NAME": wire.KnownDomain, "OS_PROJECT_ID": s.Project(), "OS_REGION_NAME": wire.KnownProject,
		"OS_ACCESS_KEY": wire.KnownAccessKey, "OS_SECRET_KEY": wire.KnownSecretKey,
	}
}

// apiURL returns the URL at which the APIs are served, as the client can reach it.
func (r *request) apiURL() string {
	if r.alone && r.opts.APIAddr != nil {
		if addr := r.opts.APIAddr(); addr != nil {
			return r.listenerURL("listen", addr)
		}
	}
	return r.origin()
}

// listenerURL returns the URL of a listener. If it listens at every address, the host is the one that the client used.
func (r *request) listenerURL(name string, addr net.Addr) string {
	scheme := "http"
	if strings.HasPrefix(name, "tls") {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		if host = r.Host; strings.Contains(host, ":") {
			host, _, _ = net.SplitHostPort(r.Host)
		}
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}
