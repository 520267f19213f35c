package empty

import "testing"

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() { //nolint:revive // nothing is what the others are compared with
	}
}
