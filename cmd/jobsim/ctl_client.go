package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
)

// defaultTimeout is how long the server may take for a response that waits for nothing.
const defaultTimeout = time.Minute

// client returns a client of the session that the flags name.
func (f *ctlFlags) client() (*admin.Client, error) {
	server, err := f.serverURL()
	if err != nil {
		return nil, err
	}
	c, err := admin.NewClient(server)
	if err != nil {
		return nil, fail(exitUsage, "--url %w", err)
	}
	_, named, _ := strings.Cut(baseURL(c), "/s/")
	if f.session != "" && named != "" && f.session != named {
		return nil, fail(exitUsage, "--url names the session %s and --session names %s", named, f.session)
	}
	c.Token = f.token
	if c.HTTPClient, err = httpClient(f.cacert); err != nil {
		return nil, err
	}
	return c.ForSession(cmp.Or(f.session, named)), nil
}

// baseURL returns the URL of the server or session that a client controls.
func baseURL(c *admin.Client) string { return strings.TrimSuffix(c.URL, "/__admin") }

// httpClient returns a client that trusts the authority in the file cacert, or those of the system if it is "".
func httpClient(cacert string) (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true // the process ends after a few requests
	if cacert == "" {
		return &http.Client{Transport: transport}, nil
	}
	text, err := os.ReadFile(cacert)
	if err != nil {
		return nil, fail(exitUsage, "--cacert: %w", unreadable(err))
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		return nil, fail(exitUsage, "--cacert %s holds no certificate in PEM", cacert)
	}
	transport.TLSClientConfig = &tls.Config{RootCAs: roots}
	return &http.Client{Transport: transport}, nil
}

// call calls the control API by get, within defaultTimeout, and returns the document with an error for the exit code.
func call[T any](cmd *cobra.Command, f *ctlFlags, get func(context.Context, *admin.Client) (T, error)) (doc T, err error) {
	c, err := f.client()
	if err != nil {
		return doc, err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), defaultTimeout)
	defer cancel()
	doc, err = get(ctx, c)
	return doc, requestError(c, err)
}

// show calls the control API by get and prints the document in the format of --output; write prints the table.
func show[T any](cmd *cobra.Command, f *ctlFlags, get func(context.Context, *admin.Client) (T, error), write func(io.Writer, T) error) error {
	doc, err := call(cmd, f, get)
	if err != nil {
		return err
	}
	return printAs(cmd.OutOrStdout(), f.output, doc, write)
}

// do calls the control API by send, which returns no document, and prints what was done, unless for a program.
func do(cmd *cobra.Command, f *ctlFlags, done string, send func(context.Context, *admin.Client) error) error {
	_, err := call(cmd, f, func(ctx context.Context, c *admin.Client) (struct{}, error) { return struct{}{}, send(ctx, c) })
	if err != nil || f.output != asTable {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), done)
	return err
}

// copyText calls the control API by get and prints the text that it returns.
func copyText(cmd *cobra.Command, f *ctlFlags, get func(context.Context, *admin.Client) ([]byte, error)) error {
	text, err := call(cmd, f, get)
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(text)
	return err
}

// requestError returns the error of a request with its exit code: what is wrong in a request is wrong usage.
func requestError(c *admin.Client, err error) error {
	if _, ok := errors.AsType[*exitError](err); err == nil || ok {
		return err // nothing was sent
	}
	if refused, ok := errors.AsType[*admin.Error](err); ok {
		switch {
		case len(refused.Diagnostics) > 0:
			return &exitError{exitScenario, &faultsError{refused.Diagnostics}}
		case refused.Status == http.StatusBadRequest:
			return fail(exitUsage, "%s", refusalText(refused))
		default:
			return fail(exitRuntime, "%s", refusalText(refused))
		}
	}
	if odd, ok := errors.AsType[*admin.UnexpectedResponseError](err); ok {
		return fail(exitRuntime, "%w", odd)
	}
	return fail(exitRuntime, "no response from %s: %w (--url or JOBSIM_URL sets another server)", baseURL(c), withoutURL(err))
}

// withoutURL returns an error of the HTTP client without the URL, which it repeats.
func withoutURL(err error) error {
	if op, ok := errors.AsType[*url.Error](err); ok {
		return op.Err
	}
	return err
}

// faultsError is the error of a scenario that the server found faults in.
type faultsError struct{ faults []admin.Diagnostic }

// Error returns a line per fault.
func (e *faultsError) Error() string {
	lines := make([]string, len(e.faults))
	for i, fault := range e.faults {
		lines[i] = oneLine(fault.String())
	}
	return strings.Join(lines, "\n")
}

// inFile sets the file's name in the faults that the server found in its text, and returns err.
func inFile(name string, err error) error {
	if e, ok := errors.AsType[*faultsError](err); ok {
		for i := range e.faults {
			e.faults[i].File = name
		}
	}
	return err
}
