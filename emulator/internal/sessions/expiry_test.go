package sessions_test

import (
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// listener records when it is closed.
type listener struct{ closed chan time.Time }

func (l *listener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

func (l *listener) Close() error {
	l.closed <- time.Now()
	return nil
}

// TestExpiryClosesListeners checks that the listener of a session is closed when the session expires, though nobody looks, and that
// the use of the session puts this off.
func TestExpiryClosesListeners(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &listener{make(chan time.Time, 1)}
		e, err := emulator.New(emulator.Options{
			Scenarios: []emulator.Source{},
			Listen:    func(*emulator.Session, string, bool) (emulator.Listener, error) { return l, nil },
		})
		require.NoError(t, err)
		_, err = e.NewSession(emulator.SessionOptions{ID: "t1", TTL: time.Minute, Listen: "127.0.0.1:0"})
		require.NoError(t, err)
		time.Sleep(30 * time.Second)
		used := time.Now()
		_, ok := e.FindSession("t1")
		require.True(t, ok)
		require.Equal(t, time.Minute, (<-l.closed).Sub(used))
		_, ok = e.FindSession("t1")
		require.False(t, ok)

		s, err := e.NewSession(emulator.SessionOptions{ID: "t2", TTL: time.Hour, Listen: "127.0.0.1:0"})
		require.NoError(t, err)
		require.True(t, e.EndSession(s.ID()))
		<-l.closed
	})
}
