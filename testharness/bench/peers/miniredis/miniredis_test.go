package miniredis

import (
	"bufio"
	"net"
	"testing"

	"github.com/alicebob/miniredis/v2"
)

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		server, err := miniredis.Run()
		if err != nil {
			b.Fatal(err)
		}
		c, err := net.Dial("tcp", server.Addr())
		if err != nil {
			b.Fatal(err)
		}
		_, _ = c.Write([]byte("*1\r\n$4\r\nPING\r\n"))
		if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || line != "+PONG\r\n" {
			b.Fatal(line, err)
		}
		_ = c.Close()
		server.Close()
	}
}
