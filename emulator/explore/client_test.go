package explore_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

// client is a client of the APIs that retries what can be retried, but for the faults that it is given.
type client struct {
	http  *http.Client
	token string
	known emulator.Credentials // of the account that it signs in with
	bugs  bugs
}

// bugs are faults of a client. Each is one that somebody has made.
type bugs struct {
	unavailableEnds bool // takes a 503 for the end of the job
	createsAgain    bool // repeats a creation whose response it did not get
	missingDone     bool // takes a job that is missing from a page for done
	noSubJobs       bool // looks at the parent's status alone
	tokenForGood    bool // gives up at a 401
	sameToken       bool // tries again with the same token after a 401
	noRetry         bool // gives up at the first connection that breaks
	unknownDone     bool // takes each status that it does not know for the end
	throttledFails  bool // takes a 429 for a failure of the job
	failIsDone      bool // returns at the end of a job whatever the end is
	cutIsEmpty      bool // takes half a body for an empty one
	notFoundDone    bool // takes a job that is not visible for one that is done and gone
}

var (
	errGivenUp = errors.New("given up")
	errFailed  = errors.New("the job failed")
)

// maxPolls is how often the client polls a job before it gives up.
const maxPolls = 25

// attempts is how often the client tries a call.
const attempts = 6

// once sends a request and returns the body of the response.
func (c *client) once(method, path, body string) (int, string, error) {
	r, err := http.NewRequest(method, "http://jobsim"+path, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("X-Auth-Token", c.token)
	r.SetBasicAuth("admin", "admin") // for Element
	resp, err := c.http.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if c.bugs.cutIsEmpty {
		err = nil
	}
	if resp.Header.Get("X-Subject-Token") != "" {
		c.token = resp.Header.Get("X-Subject-Token")
	}
	return resp.StatusCode, string(text), err
}

// call sends a request until there is a response that says something.
func (c *client) call(method, path, body string) (string, error) {
	for range attempts {
		code, text, err := c.once(method, path, body)
		switch {
		case err != nil && c.bugs.noRetry:
			return "", err
		case err != nil, code >= http.StatusInternalServerError && !c.bugs.unavailableEnds:
		case code >= http.StatusInternalServerError:
			return `{"status":"SUCCESS"}`, nil
		case code == http.StatusTooManyRequests && c.bugs.throttledFails:
			return "", errFailed
		case code == http.StatusTooManyRequests:
		case code == http.StatusUnauthorized && c.bugs.tokenForGood:
			return "", errGivenUp
		case code == http.StatusUnauthorized && c.bugs.sameToken:
		case code == http.StatusUnauthorized:
			if err := c.signIn(); err != nil {
				return "", err
			}
		case gjson.Get(text, "error.name").String() == "xDBVersionMismatch": // Element is busy
		default:
			return text, nil
		}
	}
	return "", errGivenUp
}

func (c *client) signIn() error {
	body := fmt.Sprintf(`{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":%q,"password":%q,"domain":{"name":%q}}}},"scope":{"project":{"id":%q}}}}`,
		c.known.User, c.known.Password, c.known.Domain, c.known.ProjectID)
	_, err := c.call(http.MethodPost, "/v3/auth/tokens", body)
	return err
}

// waitJob waits for a job of EVS or SDRS.
func (c *client) waitJob(api, id string) error {
	unseen := 0
	for range maxPolls {
		text, err := c.call(http.MethodGet, "/"+api+"/v1/"+c.known.ProjectID+"/jobs/"+id, "")
		if err != nil {
			return err
		}
		status := gjson.Get(text, "status").String()
		switch {
		case status == "" && c.bugs.notFoundDone:
			return nil
		case status == "":
			if unseen++; unseen >= attempts {
				return errGivenUp
			}
			continue
		}
		unseen = 0
		over, err := c.end(status, gjson.Get(text, "entities.sub_jobs.#.status").Array())
		if over {
			return err
		}
	}
	return errGivenUp
}

// end reports whether a status is the end of a job, and returns an error if that failed.
func (c *client) end(status string, subJobs []gjson.Result) (bool, error) {
	for _, sub := range subJobs {
		if sub.String() == "FAIL" && status == "SUCCESS" && !c.bugs.noSubJobs {
			return true, errFailed
		}
	}
	switch {
	case status == "SUCCESS", status == "FAIL" && c.bugs.failIsDone:
		return true, nil
	case strings.Contains(status, "FAIL"):
		return true, errFailed
	case status == "INIT", status == "RUNNING", !c.bugs.unknownDone:
		return false, nil
	default:
		return true, nil
	}
}

// create creates a disk and waits for it. Before it repeats a creation it looks whether there is the disk.
func (c *client) create(name string) error {
	for range attempts {
		code, text, err := c.once(http.MethodPost, "/v2/"+c.known.ProjectID+"/cloudvolumes", `{"volume":{"name":"`+name+`","availability_zone":"eu-de-01","size":10,"volume_type":"SSD"}}`)
		if id := gjson.Get(text, "job_id").String(); err == nil && code < http.StatusBadRequest && id != "" {
			return c.waitJob("evs", id)
		}
		if c.bugs.createsAgain {
			continue
		}
		list, err := c.call(http.MethodGet, "/v2/"+c.known.ProjectID+"/cloudvolumes/detail?name="+name, "")
		if err != nil {
			return err
		}
		if id := gjson.Get(list, "volumes.0.id").String(); id != "" {
			return c.waitDisk(id)
		}
	}
	return errGivenUp
}

// waitDisk waits for a disk whose job is not known.
func (c *client) waitDisk(id string) error {
	for range maxPolls {
		text, err := c.call(http.MethodGet, "/v2/"+c.known.ProjectID+"/cloudvolumes/"+id, "")
		if err != nil {
			return err
		}
		switch gjson.Get(text, "volume.status").String() {
		case "available":
			return nil
		case "error":
			return errFailed
		}
	}
	return errGivenUp
}

// waitTasks waits for tasks of DRS.
func (c *client) waitTasks(ids ...string) error {
	query, err := json.Marshal(map[string]any{"jobs": ids, "page": map[string]int{"limit": 10, "offset": 1}})
	if err != nil {
		return err
	}
	for range maxPolls {
		text, err := c.call(http.MethodPost, "/v3/"+c.known.ProjectID+"/jobs/batch-status", string(query))
		if err != nil {
			return err
		}
		results := gjson.Get(text, "results").Array()
		done, failed := 0, false
		for _, one := range results {
			status := one.Get("status").String()
			failed = failed || strings.HasSuffix(status, "FAILED")
			if endsTask(status) {
				done++
			}
		}
		switch {
		case failed:
			return errFailed
		case done == len(ids), c.bugs.missingDone && done == len(results):
			return nil
		}
	}
	return errGivenUp
}

// endsTask reports whether a status of DRS is an end.
func endsTask(status string) bool {
	for _, v := range emulator.Vocabularies() {
		if w, ok := v.Word(status); v.API == "drs" && ok {
			return w.Phase.Over()
		}
	}
	return false
}

// waitHandle waits for an async handle of Element.
func (c *client) waitHandle(handle string) error {
	unseen := 0
	for range maxPolls {
		text, err := c.call(http.MethodPost, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":`+handle+`,"keepResult":true},"id":1}`)
		if err != nil {
			return err
		}
		result := gjson.Get(text, "result")
		switch {
		case !result.Exists():
			if unseen++; unseen >= attempts {
				return errGivenUp
			}
		case result.Get("status").String() != "complete":
		case result.Get("error").Exists() && !c.bugs.failIsDone:
			return errFailed
		default:
			return nil
		}
	}
	return errGivenUp
}
