package emulator

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// reception is how a corpus was received.
type reception struct {
	statuses map[int]int // how many answers of each
	silent   []string    // what had no answer, by name
	faults   []string
}

// sendAll sends each request on a connection of its own, some at a time.
func sendAll(site string, all []apitest.Raw) reception {
	const atOnce = 8
	var mu sync.Mutex
	var wg sync.WaitGroup
	got := reception{statuses: map[int]int{}}
	for part := range atOnce {
		wg.Go(func() {
			for i := part; i < len(all); i += atOnce {
				told, err := sendRaw(site, all[i].Text)
				mu.Lock()
				if err != nil {
					got.faults = append(got.faults, all[i].Name+": "+err.Error())
				}
				for _, status := range told {
					got.statuses[status]++
				}
				if len(told) == 0 && err == nil {
					got.silent = append(got.silent, all[i].Name)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return got
}

// sendRaw sends a request and nothing after it, and reads answers until the server closes the connection.
func sendRaw(site, text string) (statuses []int, err error) {
	c, err := net.Dial("tcp", site)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil { // far more than any answer takes
		return nil, err
	}
	go func() {
		_, _ = io.WriteString(c, text) // a server may well not want all of it
		_ = c.(*net.TCPConn).CloseWrite()
	}()
	for r := bufio.NewReader(c); ; {
		switch _, err := r.Peek(1); {
		case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
			return statuses, nil
		case err != nil:
			return statuses, err
		}
		method, _, _ := strings.Cut(text, " ")
		status, err := readAnswer(r, method)
		if err != nil {
			return statuses, err
		}
		if status != http.StatusContinue {
			statuses = append(statuses, status)
		}
	}
}

// readAnswer reads one answer and tells what is wrong with it.
func readAnswer(r *bufio.Reader, method string) (int, error) {
	res, err := http.ReadResponse(r, &http.Request{Method: method})
	if err != nil {
		return 0, fmt.Errorf("no HTTP: %w", err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, fmt.Errorf("not whole: %w", err)
	}
	if why := fault(method, res, string(body)); why != "" {
		return 0, fmt.Errorf("%s: %s %s", why, res.Status, body[:min(len(body), 300)])
	}
	return res.StatusCode, nil
}
