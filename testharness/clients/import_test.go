package clients

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/martian/v3"
	"github.com/google/martian/v3/har"
	evsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
	"github.com/jobsim/jobsim/testharness"
)

// incident is what the clients of these tests meet. The importer does not see it.
const incident = `
jobs:
  - {api: evs, id: 4010a32d535527910153552b492c0002, type: createVolume, entities: {volume_id: bdf1bb37-f20f-4266-9a04-f43e0a127376},
     timeline: [{status: RUNNING, for: 4500ms}, {status: FAIL, error: EVS.2024}]}
rules:
  - {call: evs.createVolume, start: {timeline: [{status: INIT, for: 2s}, {status: RUNNING, for: 6s}, {status: SUCCESS}]}}
  - {call: evs.deleteVolume, start: {timeline: [{status: RUNNING, for: 3s}, {status: SUCCESS}]}}
  - {call: evs.showJob, nth: 4, answer: {error: APIGW.0308, retry_after: 2s}}
  - {call: sdrs.createProtectionGroup, start: {timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 9s}, {status: SUCCESS}]}}
  - {call: element.CloneVolume, start: {timeline: [{status: running, for: 900ms}, {status: complete}]}}
`

// existed is what TestImportOpenstack records: a disk that was there before the trace, and what the calls start.
const existed = `
resources:
  - {api: evs, kind: volume, id: bdf1bb37-f20f-4266-9a04-f43e0a127376, name: archive, size: 20, status: available}
rules:
  - {call: evs.createVolume, start: {timeline: [{status: INIT, for: 2s}, {status: RUNNING, for: 6s}, {status: SUCCESS}]}}
  - {call: evs.deleteVolume, start: {timeline: [{status: RUNNING, for: 3s}, {status: SUCCESS}]}}
`

// comesBack imports traces and requires that all polls and 95 of 100 responses come back.
func comesBack(t *testing.T, polls int, list []trace.Exchange) {
	t.Helper()
	result, err := replay.Import(list, replay.Options{Source: t.Name()})
	require.NoError(t, err)
	s := result.Summary()
	t.Logf("%d of %d responses, %d of %d polls; %d not compared\n%s%+v", s.Same, s.Compared, s.PollsSame, s.Polls, s.NotCompared, result.Scenario, s.Differences)
	require.GreaterOrEqual(t, s.Polls, polls)
	require.Equal(t, s.Polls, s.PollsSame)
	require.GreaterOrEqual(t, s.Same*100, s.Compared*95)
	require.Empty(t, s.NotEmulated)
}

// readTrace reads a trace that may have no flaw.
func readTrace(t *testing.T, format, text string) []trace.Exchange {
	t.Helper()
	var list []trace.Exchange
	report, err := trace.Read(t.Name(), strings.NewReader(text), func(e trace.Exchange) { list = append(list, e) })
	require.NoError(t, err)
	require.Equal(t, format, report.Format)
	require.Empty(t, report.Remarks)
	return list
}

// watch polls a job of EVS a number of times, a second apart, whatever comes back.
func (c huaweiEVS) watch(id *string, times int) {
	for range times {
		_, _ = c.ShowJob(&evsmodel.ShowJobRequest{JobId: *id}) // one of the calls is throttled
		c.site.Advance(time.Second)
	}
}

// disks watches a creation that fails, creates two disks, and a protection group.
func (s *site) disks(t *testing.T) {
	t.Helper()
	c := s.evs(t)
	c.watch(new("4010a32d535527910153552b492c0002"), 10)
	for _, name := range []string{"first", "second"} {
		made, err := c.CreateVolume(order(name, "eu-de-01", 1))
		require.NoError(t, err)
		c.watch(made.JobId, 10)
		c.volume(t, (*made.VolumeIds)[0])
	}
	s.sdrs(t).newGroup(t)
}

// TestImportHAR records huaweicloud-sdk-go-v3 behind a proxy that writes HAR.
func TestImportHAR(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(incident))
	log, proxy := har.NewLogger(), martian.NewProxy()
	proxy.SetRequestModifier(log)
	proxy.SetResponseModifier(log)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	served := make(chan error, 1)
	go func() { served <- proxy.Serve(listener) }()
	s.transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: listener.Addr().String()})
	s.disks(t)
	s.transport.CloseIdleConnections()
	require.NoError(t, listener.Close())
	<-served
	text, err := json.Marshal(log.Export())
	require.NoError(t, err)
	comesBack(t, 30, readTrace(t, "HAR", string(text)))
}

// TestImportJournal records the same clients in jobsim's own journal, and goes through pairs of HTTP messages.
func TestImportJournal(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(incident), testharness.SaveHAR())
	s.disks(t)
	list := trace.FromJournal(s.Emulator.Journal().Entries(journal.Filter{}))
	comesBack(t, 30, list)
	var pairs []trace.Exchange
	for _, f := range trace.Messages(list) {
		_, err := trace.Read(f.Name, bytes.NewReader(f.Text), func(e trace.Exchange) { pairs = append(pairs, e) })
		require.NoError(t, err)
	}
	comesBack(t, 30, trace.Join(pairs))
}

// TestImportOpenstack records cinder and openstack with --debug. Their lists show a disk that existed before.
func TestImportOpenstack(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(existed))
	s.account = known
	openstack := s.openstack(t)
	cinder := openstack
	cinder.path = filepath.Join(filepath.Dir(openstack.path), "cinder")
	var log strings.Builder
	do := func(c commandLine, args ...string) {
		_, debug, err := c.try(t, append([]string{"--debug"}, args...)...)
		require.NoError(t, err, debug)
		log.WriteString(debug)
		s.Advance(2500 * time.Millisecond)
	}
	do(cinder, "create", "--name", "customer", "--volume-type", "SSD", "--availability-zone", "eu-de-01", "10")
	var disk struct{ Volume struct{ ID string } }
	made := readTrace(t, "log", log.String())
	require.NoError(t, json.Unmarshal(made[len(made)-1].Response.Body.Bytes, &disk))
	for range 4 {
		do(openstack, "volume", "show", disk.Volume.ID)
	}
	do(openstack, "volume", "delete", disk.Volume.ID)
	for range 2 {
		do(openstack, "volume", "list")
	}
	comesBack(t, 4, readTrace(t, "log", log.String()))
}

// TestImportCurl records curl, with its two kinds of trace.
func TestImportCurl(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(incident))
	var log strings.Builder
	curl := func(args ...string) []byte {
		args = append([]string{"-s", "--noproxy", "*", "--trace-time", "-H", "X-Auth-Token: secret"}, args...)
		out, err := exec.CommandContext(t.Context(), "curl", args...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		log.Write(out)
		return out
	}
	body := `{"volume":{"availability_zone":"eu-de-01","name":"customer","size":10,"volume_type":"SSD"}}`
	curl("--trace-ascii", "-", "-o", "/dev/null", "-H", "Content-Type: application/json", "-d", body, s.url+"/evs/v2/"+s.projectID+"/cloudvolumes")
	made := readTrace(t, "log", log.String())
	require.Len(t, made, 1)
	var job struct {
		ID string `json:"job_id"`
	}
	require.NoError(t, json.Unmarshal(made[0].Response.Body.Bytes, &job))
	for range 10 {
		curl("-v", s.url+"/evs/v1/"+s.projectID+"/jobs/"+job.ID)
		s.Advance(time.Second)
	}
	comesBack(t, 9, readTrace(t, "log", log.String()))
}

// logged writes requests and responses as the SolidFire SDK for Go does, with logrus' text form.
type logged struct {
	http.RoundTripper
	log *strings.Builder
}

// RoundTrip implements http.RoundTripper.
func (l logged) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	fmt.Fprintf(l.log, "time=%q level=debug msg=%q\n", time.Now().Format(time.RFC3339Nano), "Request: "+string(body))
	res, err := l.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if body, err = io.ReadAll(res.Body); err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	fmt.Fprintf(l.log, "time=%q level=debug msg=%q\n", time.Now().Format(time.RFC3339Nano), "Response: "+string(body))
	return res, nil
}

// TestImportSolidFire records a client of Element in real time, since the lines of the SDK have no time of the server.
func TestImportSolidFire(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(incident), testharness.Real())
	c := s.element(t)
	var log strings.Builder
	c.http.Transport = logged{c.http.Transport, &log}
	var account struct{ AccountID int64 }
	c.must(t, "AddAccount", elementParams{"username": "customer"}, &account)
	var made struct{ VolumeID int64 }
	c.must(t, "CreateVolume", elementParams{"name": "data", "accountID": account.AccountID, "totalSize": 1 << 30, "enable512e": true}, &made)
	var clone struct{ AsyncHandle int64 }
	c.must(t, "CloneVolume", elementParams{"volumeID": made.VolumeID, "name": "copy"}, &clone)
	for range 8 {
		c.must(t, "GetAsyncResult", elementParams{"asyncHandle": clone.AsyncHandle, "keepResult": true}, new(asyncResult))
		time.Sleep(200 * time.Millisecond)
	}
	require.Error(t, c.call(t, "GetAsyncResult", elementParams{"asyncHandle": 999}, new(asyncResult)))
	comesBack(t, 8, readTrace(t, "log", log.String()))
}
