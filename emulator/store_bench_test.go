package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jobsim/jobsim/emulator/internal/httpwriter"
	"github.com/jobsim/jobsim/emulator/storage"
)

// polled is a scenario whose job counts every poll.
const polled = "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 1000000 polls}, {status: RUNNING, for: 1000000 polls}, {status: SUCCESS}]}]"

// BenchmarkStoreReplay is a start with a log of 20,000 entries, half of them creations; the metric is entries a second.
func BenchmarkStoreReplay(b *testing.B) {
	const entries = 20_000
	k := keeping(b, manual(), polled)
	for i := range entries {
		ask := httptest.NewRequest(http.MethodGet, "/evs/v1/p/jobs/j1", nil)
		if i%2 == 0 {
			body := fmt.Sprintf(`{"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01","name":"v%d"}}`, i)
			ask = httptest.NewRequest(http.MethodPost, "/evs/v2/p/cloudvolumes", strings.NewReader(body))
		}
		ask.Header.Set("X-Auth-Token", "t")
		k.ServeHTTP(httpwriter.Discard{}, ask)
	}
	b.ResetTimer()
	for range b.N {
		k.restart()
	}
	b.ReportMetric(float64(entries)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkStorePoll is a poll that counts, without a store and with each that needs no server, by many clients at a time.
func BenchmarkStorePoll(b *testing.B) {
	for _, url := range []string{"", "dir:"} {
		b.Run("store="+strings.TrimSuffix(url, ":"), func(b *testing.B) {
			opts := manual()
			if url != "" {
				kept, err := storage.Open(url+b.TempDir(), storage.Options{})
				if err != nil {
					b.Fatal(err)
				}
				defer kept.Close()
				opts.Store = kept
			}
			e := begin(b, opts, polled)
			defer e.Close()
			b.SetParallelism(16)
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					ask := httptest.NewRequest(http.MethodGet, "/evs/v1/p/jobs/j1", nil)
					ask.Header.Set("X-Auth-Token", "t")
					e.ServeHTTP(httpwriter.Discard{}, ask)
				}
			})
		})
	}
}
