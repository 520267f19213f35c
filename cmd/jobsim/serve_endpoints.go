package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// endpoints is what a client must know: addresses and credentials. It is the content of the endpoints file.
type endpoints struct {
	Version     string               `json:"version"`
	URL         string               `json:"url"`
	HTTPS       string               `json:"https_url,omitempty"` // empty without HTTPS
	CAFile      string               `json:"ca_file,omitempty"`   // empty without --ca-file
	Admin       string               `json:"admin_url,omitempty"` // empty without a control API
	APIs        map[string]apiURLs   `json:"apis"`                // by API
	Credentials emulator.Credentials `json:"credentials"`

	ElementUser string `json:"-"` // selects a session for Element's clients; empty for the server
}

// apiURLs are the base URLs of one API, under its path prefix.
type apiURLs struct {
	URL   string `json:"url"`
	HTTPS string `json:"https_url,omitempty"`
}

// endpointsOf returns what is served at the listeners. The name caFile may be empty; admin reports whether the control API
// is served beside the APIs.
func endpointsOf(bound []listener, caFile string, admin bool) (endpoints, error) {
	at := endpoints{Version: version(), APIs: map[string]apiURLs{}, Credentials: emulator.KnownCredentials()}
	for _, l := range bound {
		switch {
		case l.admin:
			at.Admin = l.url() + "/__admin"
		case l.scheme == "http":
			at.URL = l.url()
		default:
			at.HTTPS = l.url()
		}
	}
	if admin {
		at.Admin = at.URL + "/__admin"
	}
	for _, v := range emulator.Vocabularies() {
		one := apiURLs{URL: at.URL + "/" + v.API}
		if at.HTTPS != "" {
			one.HTTPS = at.HTTPS + "/" + v.API
		}
		at.APIs[v.API] = one
	}
	if caFile == "" {
		return at, nil
	}
	var err error
	at.CAFile, err = filepath.Abs(caFile)
	return at, err
}

// urls returns the addresses of the APIs.
func (at endpoints) urls() []string {
	return slices.DeleteFunc([]string{at.URL, at.HTTPS}, func(url string) bool { return url == "" })
}

// assignments returns the addresses and credentials as variables: jobsim's own, and those of all families.
func (at endpoints) assignments() []assignment {
	own := []assignment{{envPrefix + "URL", at.URL}}
	if at.HTTPS != "" {
		own = append(own, assignment{envPrefix + "HTTPS_URL", at.HTTPS})
	}
	if at.Admin != "" {
		own = append(own, assignment{envPrefix + "ADMIN_URL", at.Admin})
	}
	if at.CAFile != "" {
		own = append(own, assignment{envPrefix + "CACERT", at.CAFile})
	}
	return append(own, allVariables(at)...)
}

// writeFile writes the file atomically, so that whoever waits for it never reads a part.
func (at endpoints) writeFile(name string) error {
	text, err := at.file(name)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // does nothing once it is renamed
	if _, err = temp.Write(text); err == nil {
		err = temp.Chmod(0o644)
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}

// file returns the text of the file: variables for Docker's --env-file and for a shell's ".", or JSON.
func (at endpoints) file(name string) ([]byte, error) {
	var b bytes.Buffer
	if !strings.HasSuffix(name, ".env") {
		err := writeJSON(&b, at)
		return b.Bytes(), err
	}
	for _, v := range at.assignments() {
		fmt.Fprintf(&b, "%s=%s\n", v.name, v.value)
	}
	return b.Bytes(), nil
}

// printEnv writes the variables of a family of clients as a shell evaluates them, or for "all" those of all families and
// jobsim's own.
func (at endpoints) printEnv(w io.Writer, family string) error {
	if family == "all" {
		return writeExports(w, at.assignments())
	}
	vars, err := variables(family, at)
	if err != nil {
		return err
	}
	return writeExports(w, vars)
}

// writeExports writes variables as a shell evaluates them. Values are quoted where a host may be whatever a caller used.
func writeExports(w io.Writer, vars []assignment) error {
	var b strings.Builder
	for _, v := range vars {
		fmt.Fprintf(&b, "export %s=%s\n", v.name, shellQuoted(v.value))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
