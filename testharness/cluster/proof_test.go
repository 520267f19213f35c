package cluster

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

var loadFor = flag.Duration("load", 10*time.Second, "how long the proof sends requests")

const (
	clients  = 8
	handles  = 400
	counters = 60
)

// proofScenario has results that one reader gets, and jobs that count polls.
var proofScenario = fmt.Sprintf(`
jobs:
  - {api: element, id: "{1001..%d}", type: Clone, timeline: [{status: complete, result: {cloneID: 1}}]}
  - {api: evs, id: "count-{1..%d}", type: createVolume, timeline: [{status: INIT, for: 4 polls}, {status: RUNNING, for: 4 polls}, {status: SUCCESS}]}
`, 1000+handles, counters)

// history is what the clients did and got.
type history struct {
	mu      sync.Mutex
	began   time.Time
	ops     []porcupine.Operation
	volumes map[string]int // how often the ID of a disk was given
	served  []time.Duration
	refused int // 503
	cut     int // no whole response
}

// operation is one call about one thing. What became of it is unknown if there was no response, or a 503.
type operation struct {
	key     string // "handle 1001", "count-1", "clock"
	kind    string // take, poll, advance, look
	unknown bool
	got     string
}

// do sends a request to any replica and records what became of it.
func (h *history) do(worker int, key, kind, method, url, body string, read func(status int, text string) (string, error)) error {
	call := time.Since(h.began)
	status, _, doc, failed := ask(method, url, body)
	err := failed
	back := time.Since(h.began)
	o := operation{key: key, kind: kind}
	switch {
	case err != nil, status == http.StatusServiceUnavailable:
		o.unknown = true
	default:
		if o.got, err = read(status, doc.Raw); err != nil {
			return err
		}
		err = nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case o.unknown && err != nil:
		h.cut++
	case o.unknown:
		h.refused++
	default:
		h.served = append(h.served, back)
	}
	if key == "" || o.unknown && (neverSent(failed) || kind == "look") {
		return nil // it had no effect
	}
	op := porcupine.Operation{ClientId: worker, Input: o, Call: int64(call), Output: o, Return: int64(back)}
	if o.unknown {
		op.Return = math.MaxInt64 // it may take effect at any time, or never
		op.ClientId = clients + len(h.ops)
	}
	h.ops = append(h.ops, op)
	return nil
}

// neverSent reports whether a request failed before anything of it was sent, since nobody listens there.
func neverSent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// truth is the state of one thing.
type truth struct {
	taken bool
	polls int
	now   time.Duration // the clock, since its beginning
}

// statusAfter is what a poll of a counting job gets.
func statusAfter(polls int) string {
	switch {
	case polls < 4:
		return "INIT"
	case polls < 8:
		return "RUNNING"
	default:
		return "SUCCESS"
	}
}

// step returns the state after an operation that took effect, and what the client gets.
func step(s truth, kind string) (truth, string) {
	switch kind {
	case "take":
		got := "result"
		if s.taken {
			got = "gone"
		}
		return truth{taken: true}, got
	case "poll":
		got := statusAfter(s.polls)
		s.polls = min(s.polls+1, 8) // later polls get the same
		return s, got
	case "advance":
		s.now += time.Second
		return s, s.now.String()
	default:
		return s, s.now.String()
	}
}

// model says which histories one server could have had, for each thing by itself.
var model = porcupine.NondeterministicModel{
	Partition: func(all []porcupine.Operation) [][]porcupine.Operation {
		byKey := map[string][]porcupine.Operation{}
		for _, op := range all {
			key := op.Input.(operation).key
			byKey[key] = append(byKey[key], op)
		}
		var parts [][]porcupine.Operation
		for _, ops := range byKey {
			parts = append(parts, ops)
		}
		return parts
	},
	Init: func() []any { return []any{truth{}} },
	Step: func(state, in, out any) []any {
		s, o := state.(truth), in.(operation)
		next, got := step(s, o.kind)
		switch {
		case o.unknown && next == s:
			return []any{s}
		case o.unknown:
			return []any{s, next}
		case got == out.(operation).got:
			return []any{next}
		default:
			return nil
		}
	},
	Equal: func(a, b any) bool { return a == b },
}

// run sends requests until the time is over.
func (h *history) run(worker int, replicas []*replica, random *rand.Rand, begin time.Time, session string) error {
	for time.Since(h.began) < *loadFor {
		url := replicas[random.IntN(len(replicas))].url()
		var err error
		switch n := random.IntN(12); {
		case n < 4:
			err = h.do(worker, "", "", "POST", url+"/evs/v2/p/cloudvolumes", volume, h.created)
		case n < 7:
			handle := 1001 + random.IntN(handles)
			err = h.do(worker, fmt.Sprint("handle ", handle), "take", "POST", url+"/json-rpc/12.5",
				fmt.Sprintf(`{"method":"GetAsyncResult","params":{"asyncHandle":%d},"id":1}`, handle), takenResult)
		case n < 10:
			id := fmt.Sprint("count-", 1+random.IntN(counters))
			err = h.do(worker, id, "poll", "GET", url+"/evs/v1/p/jobs/"+id, "", polledStatus)
		case n < 11:
			err = h.do(worker, "clock", "advance", "POST", url+"/s/"+session+"/__admin/clock/advance", `{"by":"1s"}`, clockSince(begin))
		default:
			err = h.do(worker, "clock", "look", "GET", url+"/s/"+session+"/__admin/clock", "", clockSince(begin))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *history) created(status int, text string) (string, error) {
	id := member(text, "volume_ids.0")
	if status != http.StatusOK || id == "" {
		return "", fmt.Errorf("creation: %d %s", status, text)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.volumes[id]++
	return id, nil
}

func takenResult(status int, text string) (string, error) {
	switch {
	case member(text, "result.status") == "complete":
		return "result", nil
	case strings.Contains(text, "xDBNoSuchPath"):
		return "gone", nil
	default:
		return "", fmt.Errorf("GetAsyncResult: %d %s", status, text)
	}
}

func polledStatus(status int, text string) (string, error) {
	if status != http.StatusOK {
		return "", fmt.Errorf("poll: %d %s", status, text)
	}
	return member(text, "status"), nil
}

func clockSince(begin time.Time) func(int, string) (string, error) {
	return func(status int, text string) (string, error) {
		now, err := time.Parse(time.RFC3339Nano, member(text, "now"))
		if status != http.StatusOK || err != nil {
			return "", fmt.Errorf("clock: %d %s", status, text)
		}
		return now.Sub(begin).String(), nil
	}
}

// TestProof: replicas of which an owner is killed, another one sleeps for longer than its lease, and whose Redis is killed and started
// again, are one server to their clients: what they got has an order that explains it, each result has one reader, no disk whose
// creation was acknowledged is lost, and no ID is given twice.
func TestProof(t *testing.T) {
	engine := startRedis(t)
	all := three(t, engine.url(), file(t, "proof.yaml", proofScenario))
	const session = "moving"
	doc := must(t, http.StatusCreated, "POST", all[0].url()+"/__admin/sessions", `{"id":"`+session+`","clock":"manual"}`)
	begin := doc.Get("clock.now").Time()

	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	h := &history{began: time.Now(), volumes: map[string]int{}}
	var workers sync.WaitGroup
	faults := make(chan error, clients)
	for w := range clients {
		random := rand.New(rand.NewPCG(seed, uint64(w)))
		workers.Go(func() { faults <- h.run(w, all, random, begin, session) })
	}
	disturb(t, h, engine, all)
	workers.Wait()
	for range clients {
		require.NoError(t, <-faults)
	}
	h.check(t, all)
}

// disturb does to the cluster what happens to clusters.
func disturb(t *testing.T, h *history, engine *redis, all []*replica) {
	at := func(share float64) { time.Sleep(time.Duration(share*float64(*loadFor)) - time.Since(h.began)) } // the load goes on meanwhile
	at(0.1)
	killed, _ := owner(t, engine, all)
	killed.kill()
	at(0.35)
	killed.start()
	at(0.4)
	asleep, _ := owner(t, engine, all)
	asleep.signal(syscall.SIGSTOP)
	time.Sleep(lease * 3 / 2)
	asleep.signal(syscall.SIGCONT)
	at(0.8)
	engine.kill()
	time.Sleep(300 * time.Millisecond)
	engine.start()
}

// check judges the history.
func (h *history) check(t *testing.T, all []*replica) {
	t.Helper()
	var doc gjson.Result
	require.Eventually(t, func() bool { // the session may be moving just now
		status, _, list, err := ask("GET", all[0].url()+"/__admin/resources?api=evs&kind=volume&limit=1000000", "")
		doc = list
		return err == nil && status == http.StatusOK
	}, 10*lease, 100*time.Millisecond)
	there := map[string]bool{}
	for _, r := range doc.Get("resources").Array() {
		there[r.Get("id").String()] = true
	}
	require.NotEmpty(t, h.volumes)
	for id, times := range h.volumes {
		require.Equal(t, 1, times, "the ID %s was given twice", id)
		require.True(t, there[id], "the disk %s was acknowledged and is lost", id)
	}
	readers, doubtful := map[string]int{}, map[string]bool{}
	for _, op := range h.ops {
		o := op.Input.(operation)
		if o.kind == "take" {
			doubtful[o.key] = doubtful[o.key] || o.unknown
			if o.got == "result" {
				readers[o.key]++
			}
		}
	}
	for _, op := range h.ops {
		if o := op.Input.(operation); o.kind == "take" && (readers[o.key] > 1 || readers[o.key] == 0 && !doubtful[o.key]) {
			t.Errorf("%s has %d readers", o.key, readers[o.key])
		}
	}
	began := time.Now()
	require.Equal(t, porcupine.Ok, porcupine.CheckOperationsTimeout(model.ToModel(), h.ops, time.Minute),
		"no order of the calls explains what the clients got (Illegal), or none was found within a minute (Unknown)")
	t.Logf("%s: %d responses, %d refused with 503, %d cut off; %d disks, %d results read; longest time without a response %s; checked in %s",
		*loadFor, len(h.served), h.refused, h.cut, len(h.volumes), len(readers), h.gap(), time.Since(began).Round(time.Millisecond))
}

// gap returns the longest time in which no client got a response.
func (h *history) gap() (longest time.Duration) {
	last := time.Duration(0)
	for _, at := range h.served { // in the order of their ends, or nearly so
		longest = max(longest, at-last)
		last = max(last, at)
	}
	return longest.Round(time.Millisecond)
}

// TestModelRefuses: the model refuses what no order explains.
func TestModelRefuses(t *testing.T) {
	t.Parallel()
	took := operation{key: "handle 1", kind: "take", got: "result"}
	maybe := operation{key: "handle 1", kind: "take", unknown: true}
	gone := operation{key: "handle 1", kind: "take", got: "gone"}
	at := func(o operation, call, back int64) porcupine.Operation {
		return porcupine.Operation{ClientId: int(call), Input: o, Call: call, Output: o, Return: back}
	}
	for _, one := range []struct {
		ops  []porcupine.Operation
		want bool
	}{
		{[]porcupine.Operation{at(took, 1, 2), at(took, 3, 4)}, false},
		{[]porcupine.Operation{at(gone, 1, 2)}, false},
		{[]porcupine.Operation{at(maybe, 1, math.MaxInt64), at(gone, 3, 4)}, true},
		{[]porcupine.Operation{at(took, 1, 2), at(gone, 3, 4)}, true},
	} {
		require.Equal(t, one.want, porcupine.CheckOperations(model.ToModel(), one.ops), one.ops)
	}
}
