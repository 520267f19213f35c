package main

import (
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"time"
)

// plan is what is to be measured. A zero leaves a figure out.
type plan struct {
	connections int
	polls       int
	soak        time.Duration
	rounds      int // of SIGTERM
	slow        int
	every       time.Duration
	workers     int
	binary      string
	base        string
	pid         int
}

func main() {
	p := flags()
	err := p.check()
	if err == nil {
		err = p.run(os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func flags() (p plan) {
	flag.IntVar(&p.connections, "connections", 0, "hold `N` open connections and poll on each of them twice")
	flag.IntVar(&p.polls, "polls", 0, "send `N` polls at full speed")
	flag.DurationVar(&p.soak, "for", 0, "go on at full speed for a `TIME`, such as 30m")
	flag.IntVar(&p.rounds, "term", 0, "send SIGTERM at full speed, in `N` rounds")
	flag.IntVar(&p.slow, "slow", 0, "`N` slow clients of each kind: head, body, and reader")
	flag.DurationVar(&p.every, "every", 0, "how often -for looks at the server (default: 120 times in all, once a second at most)")
	flag.IntVar(&p.workers, "workers", 32, "how many connections poll at full speed")
	flag.StringVar(&p.binary, "binary", "", "the jobsim to start (default: one that is built for it)")
	flag.StringVar(&p.base, "url", "", "a server that runs already and serves demo; wants -pid")
	flag.IntVar(&p.pid, "pid", 0, "its process")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "load measures what a whole jobsim stands, over loopback. Give at least one of -connections, -polls, -for, -term, -slow.")
		flag.PrintDefaults()
	}
	flag.Parse()
	if p.every == 0 {
		const looks = 120
		p.every = max(p.soak/looks, time.Second)
	}
	return p
}

func (p plan) check() error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("%q: it takes flags only", flag.Arg(0))
	case p.connections <= 0 && p.polls <= 0 && p.soak <= 0 && p.rounds <= 0 && p.slow <= 0:
		flag.Usage()
		return errors.New("nothing to measure")
	case p.workers < 1:
		return errors.New("-workers: want at least 1")
	case p.base == "":
		return nil
	case p.pid == 0:
		return errors.New("-url wants -pid")
	case p.rounds > 0:
		return errors.New("-term ends its servers, so it starts them itself: leave -url out")
	}
	u, err := url.Parse(p.base)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return fmt.Errorf("-url %s: want http://host:port", p.base)
	}
	return nil
}
