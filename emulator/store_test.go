package emulator_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/storage"
)

// kept is an emulator whose sessions are in a directory.
type kept struct {
	*emulator.Emulator
	t     testing.TB
	opts  emulator.Options
	yaml  string
	dir   string
	store emulator.Store
}

// keeping begins an emulator whose sessions are in a new directory.
func keeping(t testing.TB, opts emulator.Options, yaml string) *kept {
	t.Helper()
	k := &kept{t: t, opts: opts, yaml: yaml, dir: t.TempDir()}
	k.open()
	t.Cleanup(k.close)
	return k
}

func (k *kept) open() {
	k.t.Helper()
	var err error
	k.Emulator = nil
	k.store, err = storage.Open("dir:"+k.dir, storage.Options{})
	require.NoError(k.t, err)
	k.opts.Store = k.store
	k.Emulator = begin(k.t, k.opts, k.yaml)
}

func (k *kept) close() {
	if k.Emulator != nil {
		require.NoError(k.t, k.Close())
	}
	require.NoError(k.t, k.store.Close())
}

// restart ends the emulator and begins another one in the same directory. What asks for another clock and scenario is ignored.
func (k *kept) restart() {
	k.t.Helper()
	k.close()
	k.opts.Clock = nil
	k.open()
}

var requestIDs = regexp.MustCompile(`\b[0-9a-f]{32}\b`)

// TestStoreGoesOnAsIfNothingHadHappened plays the story to its end in one emulator, and in one that is restarted after each act: the
// client is told the same, but for the IDs of requests.
func TestStoreGoesOnAsIfNothingHadHappened(t *testing.T) {
	t.Parallel()
	play := func(again func()) (told []string) {
		k := keeping(t, manual(), story)
		a := &actor{t: t, h: k.Emulator}
		for _, act := range acts {
			act(a)
			adminAt(t, k, "", "POST /clock/advance", `{"by":"3.141s"}`).want(http.StatusOK)
			if again != nil {
				k.restart()
				a.h = k.Emulator
			}
		}
		for _, one := range a.told {
			told = append(told, requestIDs.ReplaceAllString(one, "ID"))
		}
		return told
	}
	require.Equal(t, play(nil), play(func() {}))
}

// TestStoreKeepsRequestIDsApart: no ID of a request repeats, whichever requests were kept.
func TestStoreKeepsRequestIDsApart(t *testing.T) {
	t.Parallel()
	k := keeping(t, manual(), several)
	seen := map[string]bool{}
	for range 3 {
		for range 5 {
			id := client(t, k, "/evs/v1/p/jobs/j1").Header().Get("X-Request-Id")
			require.False(t, seen[id], id)
			seen[id] = true
		}
		k.restart()
	}
}

// TestStoreClock: a clock that runs goes on as if it had never stopped, any other stays.
func TestStoreClock(t *testing.T) {
	t.Parallel()
	for mode, passed := range map[string]time.Duration{"real": time.Hour, "60x": 60 * time.Hour, "manual": 0, "skipping": 0} {
		synctest.Test(t, func(t *testing.T) {
			c, err := clock.Parse(mode)
			require.NoError(t, err)
			k := keeping(t, emulator.Options{Clock: c}, several)
			time.Sleep(time.Second)
			adminAt(t, k, "", "POST /clock/advance", `{"by":"5s"}`).want(http.StatusOK)
			before, word := k.Clock().Now(), k.Clock().String()
			k.close()
			time.Sleep(time.Hour)
			k.open()
			require.Equal(t, before.Add(passed), k.Clock().Now(), mode)
			require.Equal(t, word, k.Clock().String())
			k.Clock().Pause()
			before = k.Clock().Now()
			k.close()
			time.Sleep(time.Hour)
			k.open()
			require.Equal(t, before, k.Clock().Now(), mode)
			k.Clock().Resume()
			require.False(t, k.Clock().Stopped())
		})
	}
}

// TestStoreSessions: sessions, what was done to them, and their end outlive the emulator.
func TestStoreSessions(t *testing.T) {
	t.Parallel()
	k := keeping(t, manual(), several)
	admin(t, k, "POST /sessions", `{"id":"one","clock":"manual"}`).want(http.StatusCreated)
	admin(t, k, "POST /sessions", `{"id":"two"}`).want(http.StatusCreated)
	adminAt(t, k, "/s/one", "POST /rules", "rules: [{call: evs.showJob, times: 2, answer: {error: EVS.2024}}]").want(http.StatusCreated)
	require.Equal(t, http.StatusInternalServerError, client(t, k, "/s/one/evs/v1/p/jobs/j1").Code)
	adminAt(t, k, "/s/one", "POST /jobs", "jobs: [{api: evs, id: n1, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}]").want(http.StatusCreated)
	adminAt(t, k, "/s/one", "POST /jobs/evs/n1/hold", "").want(http.StatusOK)
	adminAt(t, k, "/s/one", "POST /fork", `{"id":"three"}`).want(http.StatusCreated)
	admin(t, k, "DELETE /sessions/two", "").want(http.StatusNoContent)
	k.restart()
	require.Len(t, k.Sessions(), 2)
	require.Equal(t, http.StatusNotFound, client(t, k, "/s/two/evs/v1/p/jobs/j1").Code)
	for _, id := range []string{"one", "three"} {
		require.Equal(t, http.StatusInternalServerError, client(t, k, "/s/"+id+"/evs/v1/p/jobs/j1").Code, "the rule has one call left")
		require.Equal(t, http.StatusOK, client(t, k, "/s/"+id+"/evs/v1/p/jobs/j1").Code)
		adminAt(t, k, "/s/"+id, "POST /clock/advance", `{"by":"1h"}`).want(http.StatusOK)
		require.Equal(t, "RUNNING", poll(t, k, "/s/"+id+"/evs/v1/p/jobs/n1"), "it is held")
	}
	adminAt(t, k, "/s/one", "POST /reset", "").want(http.StatusNoContent)
	k.restart()
	require.Equal(t, http.StatusOK, client(t, k, "/s/one/evs/v1/p/jobs/j1").Code)
	require.NotEqual(t, http.StatusOK, client(t, k, "/s/one/evs/v1/p/jobs/n1").Code, "a reset forgets what was done")
	require.Equal(t, "RUNNING", poll(t, k, "/s/three/evs/v1/p/jobs/n1"))
}

// TestStoreRefusesGoValues: a log of texts cannot say them, so nothing is done.
func TestStoreRefusesGoValues(t *testing.T) {
	t.Parallel()
	k := keeping(t, manual(), several)
	_, err := k.Jobs().ForceStep(j1, job.Step{Status: "FAIL", Phase: job.Failed})
	refused, ok := errors.AsType[*emulator.NotStorableError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, "evs/j1: forced by a Go value", refused.What)
	_, err = k.Jobs().StartSpecs(job.Spec{Ref: job.Ref{API: "evs", ID: "g"}, Type: "createVolume", Timeline: job.Steps(job.Step{Status: "SUCCESS", Phase: job.Succeeded})})
	require.ErrorContains(t, err, "evs/g: started from Go values")
	_, err = k.Rules().AddFunc(emulator.Source{Name: "r", Text: []byte("rules: [{call: evs.*, answer: {error: EVS.2024}}]")}, func(rule.Request) bool { return true })
	require.ErrorContains(t, err, "a rule with a Go function")
	require.Equal(t, "INIT", poll(t, k, "/evs/v1/p/jobs/j1"))
}

// failingStore is a store whose logs cannot be appended to while fails is set.
type failingStore struct {
	emulator.Store
	fails *atomic.Bool
}

func (s failingStore) Create(name string, records [][]byte) (store.Log, error) {
	log, err := s.Store.Create(name, records)
	return failingLog{log, s.fails}, err
}

type failingLog struct {
	store.Log
	fails *atomic.Bool
}

var errFull = errors.New("the store is full: make room there")

func (l failingLog) Append(first uint64, records [][]byte) error {
	if l.fails.Load() {
		return errFull
	}
	return l.Log.Append(first, records)
}

// TestStoreFails: while nothing can be kept each API responds with a 503 in its own form and nothing is done; then all goes on, and
// what was acknowledged is there.
func TestStoreFails(t *testing.T) {
	t.Parallel()
	under, err := storage.Open("dir:"+t.TempDir(), storage.Options{})
	require.NoError(t, err)
	var fails atomic.Bool
	opts := manual()
	opts.Store = failingStore{under, &fails}
	e := begin(t, opts, several)
	const create = `POST /evs/v2/p/cloudvolumes {"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01","name":"a"}}`
	require.Equal(t, http.StatusOK, client(t, e, create).Code)
	before := len(e.Jobs().List("evs"))

	fails.Store(true)
	for range 3 {
		rec := client(t, e, create)
		require.Equal(t, http.StatusServiceUnavailable, rec.Code)
		require.Equal(t, "1", rec.Header().Get("Retry-After"))
		require.Equal(t, errFull.Error(), rec.Header().Get("X-Jobsim-Hint"))
		require.Contains(t, rec.Body.String(), "APIGW.0610")
	}
	require.LessOrEqual(t, len(e.Jobs().List("evs")), before+1, "what cannot be kept is not carried out again and again")
	element := client(t, e, `POST /json-rpc/12.5 {"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`)
	require.Equal(t, http.StatusServiceUnavailable, element.Code)
	require.Contains(t, element.Body.String(), "<h1>503 Service Unavailable</h1>")
	ready := client(t, e, "/readyz")
	require.Equal(t, http.StatusServiceUnavailable, ready.Code)
	require.Equal(t, errFull.Error()+"\n", ready.Body.String())
	require.Equal(t, http.StatusOK, client(t, e, "/healthz").Code, "the process need not be restarted")
	refused := admin(t, e, "POST /clock/advance", `{"by":"1s"}`).want(http.StatusServiceUnavailable)
	require.Equal(t, "unavailable", refused.get("error.code").String())

	fails.Store(false)
	require.Equal(t, http.StatusOK, client(t, e, "/readyz").Code)
	require.Equal(t, http.StatusOK, client(t, e, create).Code)
	after := len(e.Jobs().List("evs"))
	require.NoError(t, e.Close())
	again := begin(t, emulator.Options{Store: under}, several)
	require.Len(t, again.Jobs().List("evs"), after)
	require.NoError(t, errors.Join(again.Close(), under.Close()))
}

// TestStoreDropsWhatNoResponseDependsOn: a skipping clock moves with each poll, and only its last instant counts.
func TestStoreDropsWhatNoResponseDependsOn(t *testing.T) {
	t.Parallel()
	c, err := clock.Parse("skipping")
	require.NoError(t, err)
	var many strings.Builder
	many.WriteString("jobs: [{api: evs, id: j, type: createVolume, timeline: [")
	for range 3000 {
		many.WriteString("{status: RUNNING, for: 1s}, ")
	}
	many.WriteString("{status: SUCCESS}]}]")
	k := keeping(t, emulator.Options{Clock: c}, many.String())
	for range 2500 {
		require.Equal(t, "RUNNING", poll(t, k, "/evs/v1/p/jobs/j"))
	}
	now := k.Clock().Now()
	size := func() (n int) {
		log, err := k.store.Own(store.Main)
		require.NoError(t, err)
		require.NoError(t, log.Read(func(uint64, []byte) error {
			n++
			return nil
		}))
		return n
	}
	require.Greater(t, size(), 2500)
	k.restart()
	require.Less(t, size(), 10)
	require.Equal(t, now, k.Clock().Now())
	require.Equal(t, "RUNNING", poll(t, k, "/evs/v1/p/jobs/j"))
}
