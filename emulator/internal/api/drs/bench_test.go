package drs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// BenchmarkBatchStatus polls ten tasks at once, without a network.
func BenchmarkBatchStatus(b *testing.B) {
	var specs []job.Spec
	var ids []string
	for i := range 10 {
		ids = append(ids, fmt.Sprintf("d%d", i))
		specs = append(specs, task(b, ids[i], "INCRE_TRANSFER_STARTED"))
	}
	bench := apitest.Serve(b, drs.API(), nil, specs...)
	body := `{"jobs":["` + strings.Join(ids, `","`) + `"],"page_req":{"per_page":10}}`
	b.ReportAllocs()
	for b.Loop() {
		r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, root+"/batch-status", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		r.Header.Set("X-Auth-Token", "t")
		bench.ServeHTTP(discard{}, r)
	}
}

// BenchmarkMount builds the router.
func BenchmarkMount(b *testing.B) {
	api := drs.API()
	b.ReportAllocs()
	for b.Loop() {
		wire.NewDispatcher([]wire.API{api}, 0)
	}
}

// discard is a ResponseWriter that drops everything.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
