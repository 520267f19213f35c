package main

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"time"
)

// plan is what is to be measured. A zero leaves a part out.
type plan struct {
	host        string // of the server, with its port
	pid         int
	connections int
	workers     int
	requests    int
	duration    time.Duration
	every       time.Duration
	term        bool
}

func main() {
	p, err := flags()
	if err == nil {
		err = p.run(os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func flags() (p plan, err error) {
	base := flag.String("url", "http://127.0.0.1:8080", "where the server is")
	flag.IntVar(&p.pid, "pid", 0, "the server's process, for its memory and for -term")
	flag.IntVar(&p.connections, "connections", 10_000, "how many idle connections to hold")
	flag.IntVar(&p.workers, "workers", 32, "how many connections poll at a time")
	flag.IntVar(&p.requests, "requests", 1_000_000, "how many polls to send at full speed")
	flag.DurationVar(&p.duration, "duration", time.Minute, "how long to go on at full speed after that")
	flag.DurationVar(&p.every, "every", 30*time.Second, "how often to tell memory and goroutines meanwhile")
	flag.BoolVar(&p.term, "term", false, "send SIGTERM at full speed at the end")
	flag.Parse()
	u, err := url.Parse(*base)
	if err != nil {
		return p, err
	}
	if p.host = u.Host; u.Scheme != "http" || p.host == "" || p.pid == 0 || p.workers < 1 {
		flag.Usage()
		return p, fmt.Errorf("want -pid, at least one worker, and an http URL")
	}
	return p, nil
}
