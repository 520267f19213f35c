package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// strangers are the beginnings of variables by which a client would reach another server than the one that was started for it, or another
// session: a command gets none of them from the environment of jobsim.
func strangers() []string {
	return []string{
		envPrefix + "SESSION", envPrefix + "ELEMENT_USER", envPrefix + "ADMIN_TOKEN", envPrefix + "URL", envPrefix + "HTTPS_URL", envPrefix + "ADMIN_URL", envPrefix + "CACERT",
		"OS_", "HUAWEICLOUD_SDK_", "ELEMENTSW_",
	}
}

// commandEnv returns the environment of a command that is to use a server: environ without what would lead its clients elsewhere, with
// the variables of all families of clients. Loopback addresses are excepted from a proxy, if there is one.
func commandEnv(environ []string, at endpoints, more ...assignment) []string {
	env := slices.DeleteFunc(slices.Clone(environ), func(line string) bool {
		return slices.ContainsFunc(strangers(), func(prefix string) bool { return strings.HasPrefix(line, prefix) })
	})
	for _, v := range slices.Concat(at.assignments(), noProxy(environ), more) {
		env = append(env, v.name+"="+v.value) // the last of a name is in force
	}
	return env
}

// noProxy returns the variables that except loopback addresses from the proxy that an environment names; none without a proxy.
func noProxy(environ []string) []assignment {
	set := map[string]string{}
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		set[name] = value
	}
	proxied := func(name string) bool { return set[name] != "" || set[strings.ToUpper(name)] != "" }
	if !slices.ContainsFunc([]string{"http_proxy", "https_proxy", "all_proxy"}, proxied) {
		return nil
	}
	var vars []assignment
	for _, name := range []string{"no_proxy", "NO_PROXY"} {
		hosts := slices.DeleteFunc([]string{set[name], defaultHost, "localhost"}, func(host string) bool { return host == "" })
		vars = append(vars, assignment{name, strings.Join(hosts, ",")})
	}
	return vars
}

// bundleName is the name of the file with all authorities to trust in a localServer's directory.
const bundleName = "bundle.pem"

// trust returns the variables that make the HTTPS clients of the usual languages trust a server's authority. Most of these name the one
// file with all that is trusted, so that file has the authorities of the system too.
func (s *localServer) trust() ([]assignment, error) {
	own := filepath.Join(s.dir, caName)
	text, err := os.ReadFile(own)
	if err != nil {
		return nil, fail(exitRuntime, "%w", unreadable(err))
	}
	all := filepath.Join(s.dir, bundleName)
	if err := os.WriteFile(all, append(systemAuthorities(), text...), 0o600); err != nil {
		return nil, fail(exitRuntime, "%w", unwritable(all, err))
	}
	return []assignment{
		{"SSL_CERT_FILE", all},       // OpenSSL, Go, Ruby, PHP
		{"REQUESTS_CA_BUNDLE", all},  // Python's requests
		{"CURL_CA_BUNDLE", all},      // curl
		{"GIT_SSL_CAINFO", all},      // git
		{"OS_CACERT", all},           // OpenStack's clients
		{"NODE_EXTRA_CA_CERTS", own}, // Node.js, in addition to its own
		{"DENO_CERT", own},           // Deno, the same
	}, nil
}

// systemAuthorities returns the certificates that the system trusts, in PEM: those of SSL_CERT_FILE, else those of the first file that
// there is of the places where systems keep them. It returns nothing where a system keeps them elsewhere.
func systemAuthorities() []byte {
	for _, name := range []string{
		os.Getenv("SSL_CERT_FILE"),
		"/etc/ssl/certs/ca-certificates.crt", // Debian, Alpine, Arch
		"/etc/pki/tls/certs/ca-bundle.crt",   // Fedora, RHEL
		"/etc/ssl/ca-bundle.pem",             // openSUSE
		"/etc/ssl/cert.pem",                  // macOS, OpenBSD
		"/usr/local/etc/ssl/cert.pem",        // FreeBSD
	} {
		if name == "" {
			continue
		}
		if text, err := os.ReadFile(name); err == nil {
			return append(text, '\n')
		}
	}
	return nil
}
