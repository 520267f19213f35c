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

// life is how long a token is valid (en-us_topic_0057845583).
const life = 24 * time.Hour

const subjectHeader = "X-Subject-Token"

// asked is a sign-in and how its answer is wanted.
type asked struct {
	signIn
	agent     otc.Credential
	noCatalog bool
}

// tokenView is a token as one call tells about it. A lenient look at a token that jobsim never issued has no job behind it.
type tokenView struct {
	id        string
	stands    otc.Token
	snap      job.Snapshot
	noCatalog bool
}

func createToken() wire.Op[asked, tokenView] {
	return wire.Op[asked, tokenView]{
		Name: "createToken", Decode: readSignIn, Do: issue, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, t tokenView) { t.encode(w, c, http.StatusCreated) },
	}
}

func readSignIn(c *wire.Call) (asked, error) {
	q := asked{noCatalog: noCatalog(c)}
	if err := c.ReadJSON(&q.signIn); err != nil {
		return q, err
	}
	if err := q.Auth.Identity.check(); err != nil {
		return q, err
	}
	if q.Auth.Identity.way() != "assume_role" {
		return q, nil
	}
	var err error
	q.agent, err = otc.ReadCredential(c)
	return q, err
}

// noCatalog: any text but the empty one means true.
func noCatalog(c *wire.Call) bool { return c.URL.Query().Get("nocatalog") != "" }

func issue(c *wire.Call, q asked) (tokenView, error) {
	t := tokenView{noCatalog: q.noCatalog}
	err := c.Do(func(tx *world.Tx) error {
		who, err := q.authenticate(tx, c.Strict(), q.agent)
		if err != nil {
			return err
		}
		t.stands = q.Auth.Scope.narrow(tx, who)
		t.snap, err = c.Begin(tx, job.Spec{
			Ref: job.Ref{API: name}, Name: nameToken, Project: t.stands.Project.ID, Attributes: t.stands,
			Timeline: job.Steps(
				job.Step{Status: otc.Valid, Phase: job.Running, Until: job.After(job.Fixed(life))},
				job.Step{Status: otc.Expired, Phase: job.Failed},
			),
		})
		t.id = t.snap.ID
		return err
	})
	return t, err
}

// nameToken makes the id of a token: it begins like a real one, a signed message in base64, and is safe in a URL. Real
// ones have thousands of characters, this one 142.
func nameToken(born time.Time, n uint64) string {
	var text [64]byte
	for i := range 8 {
		key := job.Key(uint64(born.UnixNano()), "token", strconv.FormatUint(n, 10), strconv.Itoa(i))
		binary.BigEndian.PutUint64(text[8*i:], key)
	}
	return "MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglghkgBZQMEAgEw" + base64.RawURLEncoding.EncodeToString(text[:])
}

// subject is the token that a call is about, and the credential that it comes with. Without an X-Subject-Token that is
// the caller's own: gophertelekomcloud signs in with a token so.
type subject struct {
	id     string
	caller otc.Credential
}

func readSubject(c *wire.Call) (subject, error) {
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

// look asks about the subject, as a client does. The caller's own token is looked at once, whatever is asked about it.
func (s subject) look(tx *world.Tx, strict bool) (job.Snapshot, error) {
	caller, err := s.caller.Caller(tx, strict)
	if err != nil || (strict && s.own()) {
		return caller.Shown, err
	}
	return tx.Observe(world.PollOptions{}, job.Ref{API: name, ID: s.id}), nil
}

func (s subject) own() bool { return s.id == s.caller.Token }

// judge refuses a subject that is not valid: the caller's own as the gateway does, another as one that is not there. A
// token that jobsim never issued is taken for valid unless "auth" is strict.
func (s subject) judge(snap job.Snapshot, strict bool) error {
	if snap.Absence == job.Unknown && !strict {
		return nil
	}
	err := otc.Authenticate(snap)
	if err != nil && !s.own() {
		return table.Error("404")
	}
	return err
}

func showToken() wire.Op[subject, tokenView] {
	return wire.Op[subject, tokenView]{
		Name: "showToken", Decode: readSubject, Do: verify, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, t tokenView) { t.encode(w, c, http.StatusOK) },
	}
}

// checkToken answers 200, as en-us_topic_0057845586 has it; Keystone says 204 in other places.
func checkToken() wire.Op[subject, tokenView] {
	return wire.Op[subject, tokenView]{
		Name: "checkToken", Decode: readSubject, Do: verify, Fail: fail,
		Encode: func(w http.ResponseWriter, c *wire.Call, t tokenView) {
			t.tell(c)
			w.Header().Set(subjectHeader, t.id)
			w.WriteHeader(http.StatusOK)
		},
	}
}

func verify(c *wire.Call, s subject) (tokenView, error) {
	t := tokenView{id: s.id, noCatalog: noCatalog(c)}
	err := c.Do(func(tx *world.Tx) error {
		var err error
		if t.snap, err = s.look(tx, c.Strict()); err != nil {
			return err
		}
		t.stands = otc.TokenOf(t.snap)
		if p := t.stands.Project; p.ID != "" && p.Name == "" {
			t.stands.Project = project(tx, p.ID, "")
		}
		return s.judge(t.snap, c.Strict())
	})
	return t, err
}

func deleteToken() wire.Op[subject, struct{}] {
	return wire.Op[subject, struct{}]{
		Name: "deleteToken", Decode: readSubject, Do: revoke, Fail: fail,
		Encode: func(w http.ResponseWriter, _ *wire.Call, _ struct{}) { w.WriteHeader(http.StatusNoContent) },
	}
}

// revoke ends a token, "no matter whether the token has expired or not" (iam_02_0063).
func revoke(c *wire.Call, s subject) (none struct{}, err error) {
	return none, c.Do(func(tx *world.Tx) error {
		if _, err := s.caller.Caller(tx, c.Strict()); err != nil {
			return err
		}
		ref := job.Ref{API: name, ID: s.id}
		if !tx.Has(ref) && !c.Strict() {
			return nil
		}
		step := job.Step{Status: otc.Revoked, Phase: job.Failed}
		if _, err := tx.Record(ref, job.Event{Kind: job.Forced, Step: step}); err != nil {
			return table.Error("404")
		}
		return nil
	})
}
