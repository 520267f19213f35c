package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"
)

// conn is a connection with one request in flight.
type conn struct {
	file *os.File
	fd   int
	next int // the number of the request to send
	sent time.Time
	in   response
}

// dialAll opens the connections before the time begins to count.
func dialAll(n int, address string) ([]*conn, error) {
	all := make([]*conn, n)
	for i := range all {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return nil, err
		}
		tcp, ok := c.(*net.TCPConn)
		if !ok {
			return nil, fmt.Errorf("%s is no TCP address", address)
		}
		file, err := tcp.File() // of its own, so that Go's poller does not know it
		if err != nil {
			return nil, err
		}
		_ = tcp.Close() // the file is the connection now
		fd := int(file.Fd())
		if err := syscall.SetNonblock(fd, true); err != nil {
			return nil, err
		}
		all[i] = &conn{file: file, fd: fd, next: i}
	}
	return all, nil
}

// drive keeps the connections busy for a while, and returns how long each response took, and how long all of it. No further
// request is sent after the end, and the responses to those in flight are waited for.
func drive(all []*conn, requests [][]byte, span time.Duration) ([]time.Duration, time.Duration, error) {
	poller, err := syscall.EpollCreate1(0)
	if err != nil {
		return nil, 0, err
	}
	began := time.Now()
	for i, c := range all {
		event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(i)}
		if err := errors.Join(syscall.EpollCtl(poller, syscall.EPOLL_CTL_ADD, c.fd, &event), c.send(requests, began)); err != nil {
			return nil, 0, err
		}
	}
	times := make([]time.Duration, 0, 1<<18)
	events := make([]syscall.EpollEvent, len(all))
	end, busy := began.Add(span), len(all)
	for busy > 0 {
		n, err := syscall.EpollWait(poller, events, 0)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return nil, 0, err
		}
		now := time.Now()
		if now.After(end.Add(10 * time.Second)) {
			return nil, 0, errors.New("a response did not come within ten seconds")
		}
		for _, e := range events[:max(n, 0)] {
			c := all[e.Fd]
			whole, err := c.receive()
			switch {
			case err != nil:
				return nil, 0, err
			case !whole:
			case now.After(end):
				busy--
			default:
				times = append(times, now.Sub(c.sent))
				if err := c.send(requests, now); err != nil {
					return nil, 0, err
				}
			}
		}
	}
	return times, min(time.Since(began), span), nil
}

// send writes the connection's next request. Requests are small, so that the socket always takes one whole.
func (c *conn) send(requests [][]byte, now time.Time) error {
	request := requests[c.next%len(requests)]
	c.next++
	c.sent = now
	c.in.begin()
	n, err := syscall.Write(c.fd, request)
	if err == nil && n < len(request) {
		err = errors.New("the socket did not take a whole request")
	}
	return err
}

// receive reads what has come, and reports whether the response is whole.
func (c *conn) receive() (bool, error) {
	for {
		n, err := syscall.Read(c.fd, c.in.room())
		switch {
		case errors.Is(err, syscall.EAGAIN):
			return false, nil
		case errors.Is(err, syscall.EINTR):
			continue
		case err != nil:
			return false, err
		case n == 0:
			return false, errors.New("the server closed a connection")
		}
		if whole, err := c.in.read(n); whole || err != nil {
			return whole, err
		}
	}
}
