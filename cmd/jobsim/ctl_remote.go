package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"
)

// usualPatience is how long the server may take for an answer that waits for nothing.
const usualPatience = time.Minute

// remote is the session that is steered.
type remote struct {
	root   string // the server's URL
	base   string // the session's; the same for the server's own
	token  string
	client *http.Client
}

// question is one request to the control API.
type question struct {
	method   string
	path     string // below /__admin, escaped
	query    url.Values
	body     []byte
	patience time.Duration // 0 stands for usualPatience; less than 0 for ever
}

// remoteOf reads ctlFlags.
func remoteOf(cmd *cli.Command) (*remote, error) {
	given := cmd.String("url")
	u, err := url.Parse(given)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fail(exitUsage, "--url %q: want a URL such as http://127.0.0.1:8080", given)
	}
	given = strings.TrimSuffix(strings.TrimRight(given, "/"), "/__admin") // as the endpoints file has it
	root, named, _ := strings.Cut(given, "/s/")
	r := &remote{root: root, base: root, token: cmd.String("token")}
	switch session := cmd.String("session"); {
	case session != "" && named != "" && session != named:
		return nil, fail(exitUsage, "--url names the session %s and --session names %s", named, session)
	case session != "" || named != "":
		r.base += "/s/" + url.PathEscape(cmp.Or(session, named))
	}
	r.client, err = clientOf(cmd.String("cacert"))
	return r, err
}

// clientOf is a client that trusts an authority beside those of the system.
func clientOf(cacert string) (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true // a command ends, and leaves nothing open
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

// send sends a question and answers the open answer to it, which the caller closes, or why there is none.
func (r *remote) send(ctx context.Context, q question) (*http.Response, error) {
	at := r.base + "/__admin" + q.path
	if len(q.query) > 0 {
		at += "?" + q.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, q.method, at, bytes.NewReader(q.body))
	if err != nil {
		return nil, fail(exitUsage, "%w", err)
	}
	if r.token != "" {
		req.Header.Set("Authorization", "Bearer "+r.token)
	}
	res, err := r.client.Do(req)
	if err != nil {
		return nil, r.silent(err)
	}
	if res.StatusCode < http.StatusMultipleChoices {
		return res, nil
	}
	defer res.Body.Close()
	return nil, r.refused(res)
}

// silent tells that a server does not answer.
func (r *remote) silent(err error) error {
	return fail(exitRuntime, "%s does not answer: %w (--url or JOBSIM_URL names another server)", r.root, reason(err))
}

// reason is an error of the HTTP client without the URL, which it repeats.
func reason(err error) error {
	if op, ok := errors.AsType[*url.Error](err); ok {
		return op.Err
	}
	return err
}

// fetch sends a question and answers the whole answer.
func (r *remote) fetch(ctx context.Context, q question) ([]byte, error) {
	if q.patience == 0 {
		q.patience = usualPatience
	}
	if q.patience > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, q.patience)
		defer cancel()
	}
	res, err := r.send(ctx, q)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, r.silent(err)
	}
	return text, nil
}

// tell sends a question and writes its answer: as it is with --json, else as show has it.
func tell[A any](ctx context.Context, cmd *cli.Command, q question, show func(io.Writer, A) error) error {
	r, err := remoteOf(cmd)
	if err != nil {
		return err
	}
	text, err := r.fetch(ctx, q)
	if err != nil {
		return err
	}
	w := cmd.Root().Writer
	if cmd.Bool("json") {
		_, err = w.Write(text)
		return err
	}
	var answer A
	if err := json.Unmarshal(text, &answer); err != nil {
		return fail(exitRuntime, "%s answered what cannot be read: %w", r.root, err)
	}
	return show(w, answer)
}

// done sends a question whose answer says nothing, and writes what was done instead.
func done(ctx context.Context, cmd *cli.Command, q question, what string) error {
	r, err := remoteOf(cmd)
	if err != nil {
		return err
	}
	if _, err := r.fetch(ctx, q); err != nil || cmd.Bool("json") {
		return err
	}
	_, err = fmt.Fprintln(cmd.Root().Writer, what)
	return err
}

// raw sends a question and writes its answer as it is.
func raw(ctx context.Context, cmd *cli.Command, q question) error {
	r, err := remoteOf(cmd)
	if err != nil {
		return err
	}
	text, err := r.fetch(ctx, q)
	if err != nil {
		return err
	}
	_, err = cmd.Root().Writer.Write(text)
	return err
}
