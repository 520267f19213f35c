package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"strings"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
)

// listener is one address that serve listens on, and the server there.
type listener struct {
	net.Listener
	scheme string
	server *emulator.Server
	admin  bool // it serves the control API alone
}

func (l listener) url() string { return l.scheme + "://" + reachable(l.Addr().String()) }

// openListeners listens on every address that the flags name: HTTP always, HTTPS unless there is no authority for it, and
// one for the control API if it has its own. It listens on all of them or on none, and its error names every address that
// cannot be listened on.
func (f *serveFlags) openListeners(ctx context.Context, e *emulator.Emulator, signer *ca.Authority) ([]listener, error) {
	site := e.Server(f.limits())
	bound := []listener{{scheme: "http", server: site}}
	addresses := []struct{ flag, address string }{{"listen", f.listen}}
	if signer != nil {
		bound = append(bound, listener{scheme: "https", server: site})
		addresses = append(addresses, struct{ flag, address string }{"tls-listen", f.tlsListen})
	}
	if f.adminListen != "" {
		bound = append(bound, listener{scheme: "http", server: e.AdminServer(f.limits()), admin: true})
		addresses = append(addresses, struct{ flag, address string }{"admin-listen", f.adminListen})
	}
	var refused, flags []string
	for i, at := range addresses {
		ln, err := new(net.ListenConfig).Listen(ctx, "tcp", at.address)
		if err != nil {
			refused, flags = append(refused, at.address+": "+listenError(err).Error()), append(flags, "--"+at.flag)
			continue
		}
		bound[i].Listener = ln
	}
	if len(refused) > 0 {
		closeListeners(bound)
		return nil, fail(exitListen, "cannot listen on %s (set another address with %s; port 0 takes a free one)",
			strings.Join(refused, ", nor on "), strings.Join(flags, " and "))
	}
	if signer != nil {
		var err error
		if bound[1].Listener, err = f.secure(bound[1].Listener, signer); err != nil {
			closeListeners(bound)
			return nil, err
		}
	}
	return bound, nil
}

// closeListeners closes the listeners that are open.
func closeListeners(all []listener) {
	for _, l := range all {
		if l.Listener != nil {
			_ = l.Close() // no connection was accepted
		}
	}
}

// listenError returns the reason why listening failed without the address, which net repeats.
func listenError(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}

// secure returns a TLS listener over plain, and writes the certificate that clients must trust to --ca-file. It returns
// plain with an error.
func (f *serveFlags) secure(plain net.Listener, signer *ca.Authority) (net.Listener, error) {
	config, err := signer.Config(f.tlsHosts...)
	if err != nil {
		return plain, fail(exitRuntime, "making the server's certificate: %w", err)
	}
	if f.caFile != "" {
		if err := os.WriteFile(f.caFile, signer.PEM(), 0o644); err != nil {
			return plain, fail(exitUsage, "%s: %w", f.label("ca-file"), unwritable(f.caFile, err))
		}
	}
	return tls.NewListener(plain, config), nil
}

// authority returns the authority that signs certificates: the one of --tls-ca, or a new one. It returns nil without HTTPS.
func (f *serveFlags) authority() (*ca.Authority, error) {
	if f.tlsListen == off {
		return nil, nil
	}
	if f.tlsCA == "" {
		return ca.New()
	}
	text, err := os.ReadFile(f.tlsCA)
	if err != nil {
		return nil, fail(exitUsage, "%s: %w", f.label("tls-ca"), unreadable(err))
	}
	signer, err := ca.Parse(text)
	if err != nil {
		return nil, fail(exitUsage, "%s: %w", f.label("tls-ca"), err)
	}
	return signer, nil
}
