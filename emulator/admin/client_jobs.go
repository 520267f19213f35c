package admin

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Query returns the filter as the arguments of GET /__admin/jobs.
func (f JobFilter) Query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"api": f.API, "status": f.Status, "phase": f.Phase, "project": f.Project, "text": f.Text} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Limit > 0 {
		q.Set("limit", strconv.Itoa(f.Limit))
	}
	if f.Offset > 0 {
		q.Set("offset", strconv.Itoa(f.Offset))
	}
	if f.Steps {
		q.Set("steps", "true")
	}
	return q
}

// jobPath returns the path of a job such as "evs/j1".
func jobPath(job string) string {
	api, id, _ := strings.Cut(job, "/")
	return "/jobs/" + url.PathEscape(api) + "/" + url.PathEscape(id)
}

// Jobs returns top-level jobs, oldest first within an API. Tokens are jobs too, but only a filter for their API selects them.
func (c *Client) Jobs(ctx context.Context, f JobFilter) (JobList, error) {
	return get[JobList](ctx, c, "/jobs", f.Query())
}

// StartJobs starts the jobs of a scenario beside the running ones, all of them or none.
func (c *Client) StartJobs(ctx context.Context, scenario []byte) (JobList, error) {
	return do[JobList](ctx, c, Request{Method: http.MethodPost, Path: "/jobs", Body: scenario}, nil)
}

// Job returns a job such as "evs/j1", also one that clients cannot see any more.
func (c *Client) Job(ctx context.Context, job string) (Job, error) {
	return get[Job](ctx, c, jobPath(job), nil)
}

// JobScenario returns a scenario, in YAML, in which a job such as "evs/j1" goes the same way.
func (c *Client) JobScenario(ctx context.Context, job string) ([]byte, error) {
	return c.Do(ctx, Request{Method: http.MethodGet, Path: jobPath(job) + "/scenario"})
}

// Timeline returns what clients observed of a job and the steps that are ahead of it.
func (c *Client) Timeline(ctx context.Context, job string) (Timeline, error) {
	return get[Timeline](ctx, c, jobPath(job)+"/timeline", nil)
}

// Force ends a job's timeline; the job stays in a step from then on. The step is one of the scenario language, in YAML or
// JSON, such as {"status": "FAIL", "error": "EVS.2024"}.
func (c *Client) Force(ctx context.Context, job string, step []byte) (Job, error) {
	return do[Job](ctx, c, Request{Method: http.MethodPost, Path: jobPath(job) + "/force", Body: step}, nil)
}

// Hold stops a job: neither time nor polls end its step.
func (c *Client) Hold(ctx context.Context, job string) (Job, error) {
	return post[Job](ctx, c, jobPath(job)+"/hold", nil)
}

// Release lets a held job go on.
func (c *Client) Release(ctx context.Context, job string) (Job, error) {
	return post[Job](ctx, c, jobPath(job)+"/release", nil)
}
