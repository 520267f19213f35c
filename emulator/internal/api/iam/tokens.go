package iam

import (
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// lifetime is how long a token is valid (en-us_topic_0057845583).
const lifetime = 24 * time.Hour

const subjectHeader = "X-Subject-Token"

// tokenRequest is a sign-in and the form of its response.
type tokenRequest struct {
	signIn
	agent     otc.Credential
	noCatalog bool
}

// tokenView is a token as one call shows it. Under "auth: any" a token that jobsim never issued has no job.
type tokenView struct {
	id        string
	token     otc.Token
	snap      job.Snapshot
	noCatalog bool
}

func createToken() wire.Op[tokenRequest, tokenView] {
	return wire.Op[tokenRequest, tokenView]{
		Name: "createToken", Decode: decodeSignIn, Do: issue, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, t tokenView) { t.encode(w, c, http.StatusCreated) },
	}
}

func decodeSignIn(c *wire.Call) (tokenRequest, error) {
	q := tokenRequest{noCatalog: noCatalog(c)}
	if err := c.ReadJSON(&q.signIn); err != nil {
		return q, err
	}
	if err := q.Auth.Identity.check(); err != nil {
		return q, err
	}
	if q.Auth.Identity.method() != "assume_role" {
		return q, nil
	}
	var err error
	q.agent, err = otc.ReadCredential(c)
	return q, err
}

// noCatalog reports whether the response is to have no catalog: any value but the empty one means true.
func noCatalog(c *wire.Call) bool { return c.URL.Query().Get("nocatalog") != "" }

func issue(c *wire.Call, q tokenRequest) (tokenView, error) {
	t := tokenView{noCatalog: q.noCatalog}
	err := c.Do(func(tx *world.Tx) error {
		caller, err := q.authenticate(tx, c.Strict(), q.agent)
		if err != nil {
			return err
		}
		t.token = q.Auth.Scope.apply(tx, caller)
		t.snap, err = c.Begin(tx, job.Spec{
			Ref: job.Ref{API: name}, Name: nameToken, Project: t.token.Project.ID, Attributes: t.token,
			Timeline: job.Steps(
				job.Step{Status: otc.Valid, Phase: job.Running, Until: job.After(job.Fixed(lifetime))},
				job.Step{Status: otc.Expired, Phase: job.Failed},
			),
		})
		t.id = t.snap.ID
		return err
	})
	return t, err
}

// nameToken returns the ID of a token: it begins like a real one, a signed message in base64, and is safe in a URL.
// Real ones have thousands of characters, this one 142.
func nameToken(born time.Time, n uint64) string {
	var text [64]byte
	for i := range 8 {
		key := job.Key(uint64(born.UnixNano()), "token", strconv.FormatUint(n, 10), strconv.Itoa(i))
		binary.BigEndian.PutUint64(text[8*i:], key)
	}
	return "MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglghkgBZQMEAgEw" + base64.RawURLEncoding.EncodeToString(text[:])
}

// subject is the token that a call is about, and the caller's credential. Without an X-Subject-Token it is the caller's
// own token: gophertelekomcloud signs in with a token so.
type subject struct {
	id     string
	caller otc.Credential
}

func decodeSubject(c *wire.Call) (subject, error) {
	caller, err := otc.ReadCredential(c)
	if err != nil {
		return subject{}, err
	}
	s := subject{c.Header.Get(subjectHeader), caller}
	if s.id == "" {
		s.id = caller.Token
	}
	if s.id == "" {
		return s, table.Error("400")
	}
	return s, nil
}

// observe looks at the subject as a client does. A request about the caller's own token counts as one poll.
func (s subject) observe(tx *world.Tx, strict bool) (job.Snapshot, error) {
	caller, err := s.caller.Caller(tx, strict)
	if err != nil || (strict && s.isCaller()) {
		return caller.Shown, err
	}
	return tx.Observe(world.PollOptions{}, job.Ref{API: name, ID: s.id}), nil
}

func (s subject) isCaller() bool { return s.id == s.caller.Token }

// authorize returns an error for a subject that is not valid: the gateway's for the caller's own token, "not found" for
// another. A token that jobsim never issued is valid unless "auth" is strict.
func (s subject) authorize(snap job.Snapshot, strict bool) error {
	if snap.Absence == job.Unknown && !strict {
		return nil
	}
	err := otc.Authenticate(snap)
	if err != nil && !s.isCaller() {
		return table.Error("404")
	}
	return err
}

func showToken() wire.Op[subject, tokenView] {
	return wire.Op[subject, tokenView]{
		Name: "showToken", Decode: decodeSubject, Do: verify, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, t tokenView) { t.encode(w, c, http.StatusOK) },
	}
}

// checkToken handles HEAD. The status is 200 as in en-us_topic_0057845586; Keystone has 204 in other places.
func checkToken() wire.Op[subject, tokenView] {
	return wire.Op[subject, tokenView]{
		Name: "checkToken", Decode: decodeSubject, Do: verify, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, t tokenView) {
			t.observe(c)
			w.Header().Set(subjectHeader, t.id)
			w.WriteHeader(http.StatusOK)
		},
	}
}

func verify(c *wire.Call, s subject) (tokenView, error) {
	t := tokenView{id: s.id, noCatalog: noCatalog(c)}
	err := c.Do(func(tx *world.Tx) error {
		var err error
		if t.snap, err = s.observe(tx, c.Strict()); err != nil {
			return err
		}
		t.token = otc.TokenOf(t.snap)
		if p := t.token.Project; p.ID != "" && p.Name == "" {
			t.token.Project = project(tx, p.ID, "")
		}
		return s.authorize(t.snap, c.Strict())
	})
	return t, err
}

func deleteToken() wire.Op[subject, struct{}] {
	return wire.Op[subject, struct{}]{
		Name: "deleteToken", Decode: decodeSubject, Do: revoke, Fail: fail,
		Encode: func(w http.ResponseWriter, _ *wire.Call, _ struct{}) { w.WriteHeader(http.StatusNoContent) },
	}
}

// revoke ends a token, "no matter whether the token has expired or not" (iam_02_0063). One that is revoked already cannot
// be found.
func revoke(c *wire.Call, s subject) (none struct{}, err error) {
	return none, c.Do(func(tx *world.Tx) error {
		if _, err := s.caller.Caller(tx, c.Strict()); err != nil {
			return err
		}
		ref := job.Ref{API: name, ID: s.id}
		if !tx.Has(ref) && !c.Strict() {
			return nil
		}
		if tx.Peek(ref).Status == otc.Revoked {
			return table.Error("404")
		}
		step := job.Step{Status: otc.Revoked, Phase: job.Failed}
		if _, err := tx.Record(ref, job.Event{Kind: job.Forced, Step: step}); err != nil {
			return table.Error("404")
		}
		return nil
	})
}
