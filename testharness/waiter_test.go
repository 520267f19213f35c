package testharness_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// waiter is a client as many programs have one: it waits for an EVS job, and retries after a broken response, a gateway
// error or a throttled request. It signs in again when its token has expired.
type waiter struct {
	client *http.Client
	url    string // of a project, ".../v1/{project}"
	token  string
	signIn func(context.Context) (string, error)
	every  time.Duration
}

// wait polls until the job ends. It returns an error if the job failed, or if ctx is done before.
func (w *waiter) wait(ctx context.Context, id string) error {
	last := "never seen"
	for ; ctx.Err() == nil; w.pause(ctx) {
		code, job, err := w.get(ctx, id)
		switch {
		case err != nil || code == http.StatusTooManyRequests || code >= http.StatusInternalServerError:
			continue
		case code == http.StatusUnauthorized:
			if w.token, err = w.signIn(ctx); err != nil {
				return err
			}
			continue
		case code != http.StatusOK:
			return fmt.Errorf("%s cannot be seen: %s", id, cmp.Or(job.Code, job.Error.Code))
		}
		switch last = job.Status; last {
		case "SUCCESS":
			return nil
		case "FAIL":
			return fmt.Errorf("%s failed: %s %s", id, job.Code, job.Reason)
		case "INIT", "RUNNING":
		default:
			return fmt.Errorf("%s has the unknown status %q", id, last)
		}
	}
	return fmt.Errorf("gave up on %s, which is %s: %w", id, last, ctx.Err())
}

func (w *waiter) pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(w.every):
	}
}

// jobBody is the body of a job query, or of an error of EVS or of the gateway.
type jobBody struct {
	Status string
	Code   string `json:"error_code"`
	Reason string `json:"fail_reason"`
	Error  struct{ Code string }
}

func (w *waiter) get(ctx context.Context, id string) (code int, doc jobBody, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+"/jobs/"+id, nil)
	if err != nil {
		return 0, doc, err
	}
	req.Header.Set("X-Auth-Token", w.token)
	res, err := w.client.Do(req)
	if err != nil {
		return 0, doc, err
	}
	defer res.Body.Close()
	return res.StatusCode, doc, json.NewDecoder(res.Body).Decode(&doc)
}
