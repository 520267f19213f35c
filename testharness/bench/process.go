package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// processes measures how long the binary takes from its start to its first answer, with what it serves by default.
func processes(rounds int, _ time.Duration) (all []figure, err error) {
	folder, err := os.MkdirTemp("", "jobsim-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	binary := filepath.Join(folder, "jobsim")
	out, err := exec.Command("go", "build", "-o", binary, "github.com/jobsim/jobsim/cmd/jobsim").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("building jobsim: %w\n%s", err, out)
	}
	var times []float64
	for range 4 * rounds {
		took, err := firstAnswer(binary, filepath.Join(folder, "endpoints.json"))
		if err != nil {
			return nil, err
		}
		times = append(times, float64(took))
	}
	took := time.Duration(median(times))
	return []figure{{
		what: "process start to first answer", value: took.Round(100 * time.Microsecond).String(), budget: "<= 25 ms", within: took <= 25*time.Millisecond,
	}}, nil
}

// firstAnswer starts the binary, waits until it has answered a poll, and ends it.
func firstAnswer(binary, told string) (took time.Duration, err error) {
	const patience = 10 * time.Second
	_ = os.Remove(told) // of the round before
	cmd := exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--endpoints-file", told)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	}()
	for time.Since(began) < patience {
		if answers(told) {
			return time.Since(began), nil
		}
		time.Sleep(200 * time.Microsecond)
	}
	return 0, fmt.Errorf("jobsim serve gave no answer in %s", patience)
}

// answers reports whether the server behind a file of endpoints responds to a poll.
func answers(told string) bool {
	text, err := os.ReadFile(told)
	if err != nil {
		return false
	}
	var at struct{ URL string }
	if json.Unmarshal(text, &at) != nil || at.URL == "" {
		return false
	}
	req, err := http.NewRequest(http.MethodGet, at.URL+"/evs/v1/p/jobs/disk", nil)
	if err != nil {
		return false
	}
	req.Header.Set("X-Auth-Token", "t")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil && res.StatusCode == http.StatusOK
}
