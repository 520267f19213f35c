package control

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
)

// pathSession returns the session that the path names.
func pathSession(r *request) (Session, error) {
	id := r.pathVar("session")
	if s, ok := r.opts.Sessions.Find(id); ok {
		return s, nil
	}
	return nil, NoSession(id)
}

// ownSession returns the session that the request is for.
func ownSession(r *request) (Session, error) { return r.session, nil }

// NoSession returns the error of an ID that is no session's.
func NoSession(id string) *admin.Error {
	return &admin.Error{
		Status: http.StatusNotFound, Code: "no_session", Message: "there is no session " + id,
		Hint: "it may have expired; POST /__admin/sessions creates one",
	}
}

func listSessions(r *request, _ none) (admin.SessionList, error) {
	list := admin.SessionList{Sessions: []admin.Session{}}
	for _, s := range r.opts.Sessions.All() {
		list.Sessions = append(list.Sessions, r.sessionOf(s))
	}
	list.Sessions = append(list.Sessions, r.opts.Sessions.Elsewhere(r.Request)...)
	return list, nil
}

// checkTTL returns an error for a TTL of zero, which would not be one.
func checkTTL(ttl *admin.Duration) error {
	if ttl != nil && *ttl <= 0 {
		return Refuse("a session cannot have a ttl of 0", "leave it out, or want a duration such as 30m")
	}
	return nil
}

func createSession(r *request, opts admin.CreateSession) (admin.Session, error) {
	if err := checkTTL(opts.TTL); err != nil {
		return admin.Session{}, err
	}
	return r.created(r.opts.Sessions.Open(opts))
}

// forkRequest is the session to fork and the options of the fork.
type forkRequest struct {
	of   Session
	opts admin.ForkSession
}

// forkBody returns a decoder of the options of a fork.
func forkBody(which func(*request) (Session, error)) func(*request) (forkRequest, error) {
	return func(r *request) (f forkRequest, err error) {
		if f.of, err = which(r); err == nil {
			f.opts, err = body[admin.ForkSession](r)
		}
		return f, err
	}
}

func forkSession(r *request, f forkRequest) (admin.Session, error) {
	if err := checkTTL(f.opts.TTL); err != nil {
		return admin.Session{}, err
	}
	return r.created(r.opts.Sessions.Fork(f.of, f.opts))
}

// created returns the document of a new session.
func (r *request) created(s Session, err error) (admin.Session, error) {
	if err != nil {
		return admin.Session{}, err
	}
	return r.sessionOf(s), nil
}

func showSession(r *request, s Session) (admin.Session, error) { return r.sessionOf(s), nil }

func endSession(r *request, s Session) (none, error) {
	r.opts.Sessions.End(s.ID())
	return none{}, nil
}
