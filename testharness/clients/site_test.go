package clients

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/ca"
	"github.com/jobsim/jobsim/testharness"
)

// site is an emulator behind a real socket, and what a client needs to reach it.
type site struct {
	*testharness.Sim
	url string
	// authority is what a client must trust; it is nil for HTTP.
	authority *ca.Authority
	// transport trusts the authority and nothing else, and knows no proxy.
	transport *http.Transport
	skipping  bool // its clock goes on to the next change by itself
	account
}

// account is who a client says it is.
type account struct {
	accessKey, secretKey           string
	user, password, domain         string
	project, projectID, regionName string
}

// known is the account that the emulator prints at its start: the only one that gets in under "auth: strict".
var known = account{
	accessKey: "JOBSIMACCESSKEY00001", secretKey: "jobsimSecretKey0000000000000000000000001",
	user: "jobsim", password: "jobsim-password", domain: "OTC00000000001000000000",
	project: "eu-de", projectID: "6a6f6273696d70726f6a656374000001", regionName: "eu-de",
}

// stranger gets in under "auth: any", as everybody does.
var stranger = account{
	accessKey: "ANYBODY", secretKey: "anything",
	user: "anybody", password: "anything", domain: "anywhere",
	project: "eu-de_mine", projectID: "0123456789abcdef0123456789abcdef", regionName: "eu-de",
}

// open starts an emulator behind a socket of the given scheme.
func open(t *testing.T, scheme string, opts ...testharness.Option) *site {
	t.Helper()
	s := &site{Sim: testharness.Run(t, opts...), account: stranger, transport: &http.Transport{}}
	t.Cleanup(s.transport.CloseIdleConnections)
	if scheme == "http" {
		s.url = s.URL()
		return s
	}
	var err error
	s.authority, err = ca.New()
	require.NoError(t, err)
	srv := httptest.NewUnstartedServer(s.Sim)
	srv.TLS, err = s.authority.Config()
	require.NoError(t, err)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	s.url = srv.URL
	s.transport.TLSClientConfig = &tls.Config{RootCAs: s.authority.Pool(), MinVersion: tls.VersionTLS12}
	return s
}

// strict accepts the known account only.
var strict = testharness.AuthStrict()

// skip opens an emulator whose clock moves only by what clients look at, so that a client never ends which waits for something
// that the clock does not follow.
func skip(t *testing.T, opts ...testharness.Option) *site {
	t.Helper()
	s := open(t, "http", append(slices.Clip(opts), testharness.Skipping())...)
	s.skipping = true
	return s
}

// eachClock runs a test with a manual clock by the given scheme, and with a skipping one.
func eachClock(t *testing.T, scheme string, test func(*testing.T, *site), opts ...testharness.Option) {
	t.Helper()
	t.Run("manual", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, scheme, opts...))
	})
	t.Run("skipping", func(t *testing.T) {
		t.Parallel()
		test(t, skip(t, opts...))
	})
}

// eachBubble runs a test in a bubble, whose clock is the emulator's, and in one whose clock the emulator's skips.
func eachBubble(t *testing.T, test func(*testing.T, *testharness.Sim)) {
	t.Helper()
	for name, mode := range map[string]testharness.Option{"bubble": testharness.Real(), "skipping": testharness.Skipping()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { test(t, testharness.Run(t, mode, strict)) })
		})
	}
}

// eachAccess runs a test by HTTP and HTTPS, each under "auth: any" and "auth: strict", and with a skipping clock.
func eachAccess(t *testing.T, test func(*testing.T, *site), opts ...testharness.Option) {
	t.Helper()
	for _, scheme := range []string{"http", "https"} {
		t.Run(scheme+"/any", func(t *testing.T) {
			t.Parallel()
			test(t, open(t, scheme, opts...))
		})
		t.Run(scheme+"/strict", func(t *testing.T) {
			t.Parallel()
			s := open(t, scheme, append([]testharness.Option{strict}, opts...)...)
			s.account = known
			test(t, s)
		})
	}
	t.Run("skipping", func(t *testing.T) {
		t.Parallel()
		test(t, skip(t, opts...))
	})
}

// fast runs the emulator's clock 60 times as fast as real time from now on, for clients that sleep between two polls: a job
// of seconds is over at their second poll.
func fast() testharness.Option {
	return testharness.Options(testharness.At(time.Now()), testharness.Scaled(60))
}

// until polls as often as it takes, and moves the emulator's clock a second on between two polls unless it skips.
func (s *site) until(t *testing.T, done func() bool) {
	t.Helper()
	for range 300 {
		if done() {
			return
		}
		if !s.skipping {
			s.Advance(time.Second)
		}
	}
	require.FailNow(t, "300 polls were not enough")
}
