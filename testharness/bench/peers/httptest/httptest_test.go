package httptest

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"status":"RUNNING"}`)) }))
		res, err := http.Get(server.URL)
		if err != nil {
			b.Fatal(err)
		}
		_ = res.Body.Close()
		server.Close()
	}
}
