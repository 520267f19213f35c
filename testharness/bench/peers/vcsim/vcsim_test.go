package vcsim

import (
	"net/http"
	"testing"

	"github.com/vmware/govmomi/simulator"
)

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		model := simulator.VPX()
		if err := model.Create(); err != nil {
			b.Fatal(err)
		}
		server := model.Service.NewServer()
		res, err := http.Get("http://" + server.URL.Host + "/about")
		if err != nil {
			b.Fatal(err)
		}
		_ = res.Body.Close()
		server.Close()
		model.Remove()
	}
}
