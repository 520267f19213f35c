package cluster

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

const lease = 2 * time.Second

const small = `
jobs:
  - {api: evs, id: counter, type: createVolume, timeline: [{status: INIT, for: 3 polls}, {status: RUNNING, for: 3 polls}, {status: SUCCESS}]}
rules:
  - {call: drs.batch-status, break: reset}
`

const volume = `{"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01","name":"a"}}`

// three starts three replicas.
func three(t *testing.T, store, scenario string) []*replica {
	t.Helper()
	var all []*replica
	for range 3 {
		all = append(all, startReplica(t, store, scenario, lease))
	}
	return all
}

// TestAnyReplicaServesAnySession: clients cannot tell the replicas from one server.
func TestAnyReplicaServesAnySession(t *testing.T) {
	t.Parallel()
	all := three(t, startRedis(t).url(), file(t, "small.yaml", small))
	for i, want := range []string{"INIT", "INIT", "INIT", "RUNNING", "RUNNING", "RUNNING", "SUCCESS", "SUCCESS"} {
		require.Equal(t, want, must(t, http.StatusOK, "GET", all[i%3].url()+"/evs/v1/p/jobs/counter", "").Get("status").String(), i)
	}
	_, _, _, err := ask("POST", all[0].url()+"/drs/v3/p/jobs/batch-status", `{"jobs":["x"]}`)
	require.Error(t, err, "a rule cuts the connection")
	_, _, _, err = ask("POST", all[1].url()+"/drs/v3/p/jobs/batch-status", `{"jobs":["x"]}`)
	require.Error(t, err, "whoever forwards it")

	// A session is found everywhere, by whatever names it, as soon as its creation is acknowledged; and is gone as soon as its end is.
	for n := range 6 {
		id := fmt.Sprintf("s%d", n)
		doc := must(t, http.StatusCreated, "POST", all[n%3].url()+"/__admin/sessions", `{"id":"`+id+`","clock":"manual"}`)
		project := doc.Get("project_id").String()
		must(t, http.StatusOK, "POST", all[(n+1)%3].url()+"/evs/v2/"+project+"/cloudvolumes", volume)
		for _, r := range all {
			must(t, http.StatusOK, "GET", r.url()+"/s/"+id+"/__admin/clock", "")
			require.Len(t, must(t, http.StatusOK, "GET", r.url()+"/evs/v2/"+project+"/cloudvolumes/detail", "").Get("volumes").Array(), 1)
		}
	}
	owners := map[string]bool{}
	list := must(t, http.StatusOK, "GET", all[2].url()+"/__admin/sessions", "").Get("sessions").Array()
	require.Len(t, list, 6)
	for _, s := range list {
		owners[s.Get("owner").String()] = true
	}
	require.Greater(t, len(owners), 1, "sessions spread")
	must(t, http.StatusNoContent, "DELETE", all[0].url()+"/__admin/sessions/s3", "")
	for _, r := range all {
		must(t, http.StatusNotFound, "GET", r.url()+"/s/s3/__admin/clock", "")
	}
	require.Positive(t, metric(t, all[0], "jobsim_forwarded_requests_total")+metric(t, all[1], "jobsim_forwarded_requests_total"))
	require.InDelta(t, 1, metric(t, all[0], "jobsim_store_ready"), 0)
	status, _, _, err := ask("GET", all[0].url()+"/readyz", "")
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status)
}

// owner returns the replica that owns the main session, and the others. Nobody may own it for as long as a lease lasts.
func owner(t *testing.T, engine *redis, all []*replica) (found *replica, others []*replica) {
	t.Helper()
	var url string
	require.Eventually(t, func() bool {
		_, _, _, _ = ask("GET", all[len(all)-1].url()+"/__admin/clock", "") // whoever is asked takes it, if nobody has it
		_, url, _ = strings.Cut(engine.get("{jobsim}:lease:_main"), " ")
		return url != ""
	}, 5*lease, 50*time.Millisecond)
	for _, r := range all {
		if r.url() == url {
			found = r
		} else {
			others = append(others, r)
		}
	}
	require.NotNil(t, found, url)
	return found, others
}

// metric returns the value of a metric without labels.
func metric(t *testing.T, r *replica, name string) float64 {
	t.Helper()
	req, err := http.NewRequest("GET", r.url()+"/__admin/metrics", nil)
	require.NoError(t, err)
	res, err := client.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	return scan(t, res.Body, name)
}

// TestHandOver: a replica that is stopped hands its sessions over at once, one that is killed when its lease ends; until then clients get
// the API's own 503 with the time that is left.
func TestHandOver(t *testing.T) {
	t.Parallel()
	engine := startRedis(t)
	all := three(t, engine.url(), file(t, "small.yaml", small))
	first, rest := owner(t, engine, all)
	id := must(t, http.StatusOK, "POST", rest[0].url()+"/evs/v2/p/cloudvolumes", volume).Get("volume_ids.0").String()
	require.NoError(t, first.stop())
	list := must(t, http.StatusOK, "GET", rest[0].url()+"/evs/v2/p/cloudvolumes/detail", "")
	require.Equal(t, id, list.Get("volumes.0.id").String())
	second, others := rest[0], rest[1:]
	second.kill()
	began := time.Now()
	status, header, doc, err := ask("GET", others[0].url()+"/evs/v2/p/cloudvolumes/detail", "")
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Equal(t, "APIGW.0610", doc.Get("error_code").String(), doc.Raw)
	left, err := strconv.Atoi(header.Get("Retry-After"))
	require.NoError(t, err)
	require.LessOrEqual(t, time.Duration(left)*time.Second, lease)
	require.Eventually(t, func() bool {
		status, _, doc, err = ask("GET", others[0].url()+"/evs/v2/p/cloudvolumes/detail", "")
		return err == nil && status == http.StatusOK
	}, 3*lease, 20*time.Millisecond)
	require.LessOrEqual(t, time.Since(began), time.Duration(left)*time.Second+time.Second, "Retry-After is true")
	require.Equal(t, id, doc.Get("volumes.0.id").String())
}

// TestSleepingOwner: an owner that slept for longer than its lease responds with nothing that it remembers.
func TestSleepingOwner(t *testing.T) {
	t.Parallel()
	engine := startRedis(t)
	all := three(t, engine.url(), file(t, "small.yaml", small))
	asleep, others := owner(t, engine, all)
	must(t, http.StatusOK, "POST", others[0].url()+"/evs/v2/p/cloudvolumes", volume)
	asleep.signal(syscall.SIGSTOP)
	require.Eventually(t, func() bool {
		status, _, _, err := ask("POST", others[0].url()+"/evs/v2/p/cloudvolumes", volume)
		return err == nil && status == http.StatusOK
	}, 30*time.Second, 20*time.Millisecond)
	asleep.signal(syscall.SIGCONT)
	want := must(t, http.StatusOK, "GET", others[0].url()+"/evs/v2/p/cloudvolumes/detail", "")
	require.GreaterOrEqual(t, len(want.Get("volumes").Array()), 2)
	got := must(t, http.StatusOK, "GET", asleep.url()+"/evs/v2/p/cloudvolumes/detail", "") // it forwards
	require.Equal(t, ids(want), ids(got))
}

// ids returns the IDs of the disks in a list.
func ids(list gjson.Result) (all []string) {
	for _, v := range list.Get("volumes").Array() {
		all = append(all, v.Get("id").String())
	}
	return all
}

// TestStrangers: who does not know the secret is no replica.
func TestStrangers(t *testing.T) {
	t.Parallel()
	r := startReplica(t, startRedis(t).url(), file(t, "small.yaml", small), lease)
	req, err := http.NewRequest("GET", r.url()+"/evs/v1/p/jobs/counter", nil)
	require.NoError(t, err)
	req.Header.Set("X-Jobsim-Replica", "a-guess")
	res, err := client.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusForbidden, res.StatusCode)
	must(t, http.StatusNotFound, "POST", r.url()+"/__replica/refresh", "")
}
