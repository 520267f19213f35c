package main

import (
	"net"
	"os"
	"strconv"

	"github.com/spf13/pflag"
)

// The addresses where neither flags nor variables set one.
const (
	defaultHost    = "127.0.0.1"
	defaultPort    = 8080
	defaultTLSPort = 8443
)

// listenFlags holds the flags for the address of HTTP.
type listenFlags struct {
	listen string // HOST:PORT once resolve has returned
	port   uint16
}

// register adds the flags --listen and --port.
func (l *listenFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&l.listen, "listen", net.JoinHostPort(defaultHost, strconv.Itoa(defaultPort)),
		"`ADDRESS` of HTTP: HOST:PORT or a port; port 0 takes a free one. "+hostEnv+" sets the default's host")
	flags.Uint16VarP(&l.port, "port", "p", defaultPort, "`PORT` of HTTP, in place of --listen; the variable PORT sets it too")
}

// resolve makes the listen flag hold the address of HTTP. A flag wins over a variable, and --listen over --port.
func (l *listenFlags) resolve(flags *pflag.FlagSet) error {
	listen, port := flags.Lookup("listen"), flags.Lookup("port")
	if listen.Changed && port.Changed {
		return fail(exitUsage, "--listen and --port contradict each other")
	}
	host, from := host()
	switch fromPort := source(port); {
	case port.Changed:
		l.listen = net.JoinHostPort(host, strconv.Itoa(int(l.port)))
		annotate(listen, sourceAnnotation, "flag --port")
	case source(listen) != "default":
		l.listen = withHost(l.listen)
	case fromPort != "default" || from != "":
		l.listen = net.JoinHostPort(host, strconv.Itoa(int(l.port)))
		annotate(listen, sourceAnnotation, joinSources(from, fromPort))
	}
	return nil
}

// joinSources returns the source of an address whose host and port are from variables, one of them at least.
func joinSources(host, port string) string {
	switch {
	case host == "":
		return port
	case port == "default":
		return "env " + host
	default:
		return "env " + host + ", " + port[len("env "):]
	}
}

// host returns the host of addresses that name only a port, and the variable that set it, if one did.
func host() (name, variable string) {
	if name := os.Getenv(hostEnv); name != "" {
		return name, hostEnv
	}
	return defaultHost, ""
}

// withHost returns the address with a host if it is a bare port, else as it is.
func withHost(address string) string {
	if _, err := strconv.ParseUint(address, 10, 16); err != nil {
		return address
	}
	name, _ := host()
	return net.JoinHostPort(name, address)
}

// reachable returns the address at which a client reaches a server that listens at address: a server that listens at all
// addresses is reached at the loopback address.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = defaultHost
	}
	return net.JoinHostPort(host, port)
}

// localURL returns the URL of a server that was started with the variables of this process.
func localURL() (string, error) {
	var l listenFlags
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	l.register(flags)
	bindEnv(flags, map[string][]string{"port": {"PORT"}})
	if err := setFromEnv(flags); err != nil {
		return "", err
	}
	if err := l.resolve(flags); err != nil {
		return "", err
	}
	return "http://" + reachable(l.listen), nil
}
