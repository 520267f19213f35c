package testharness_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// waiter is what many programs have: it waits for a job of EVS. What may pass it sits out: a broken answer, a fault of the
// gateway, a throttle. When its token has run out it signs in again.
type waiter struct {
	client *http.Client
	url    string // of a project, ".../v1/{project}"
	token  string
	signIn func(context.Context) (string, error)
	every  time.Duration
}

// wait asks until the job is at its end. It answers why that was no success, or that ctx was over before.
func (w *waiter) wait(ctx context.Context, id string) error {
	last := "never seen"
	for ; ctx.Err() == nil; w.pause(ctx) {
		code, job, err := w.ask(ctx, id)
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
			return fmt.Errorf("%s is %q, and nobody knows what that is", id, last)
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

// answer is a job's document, or the gateway's, or that of an error.
type answer struct {
	Status string
	Code   string `json:"error_code"`
	Reason string `json:"fail_reason"`
	Error  struct{ Code string }
}

func (w *waiter) ask(ctx context.Context, id string) (code int, doc answer, err error) {
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
