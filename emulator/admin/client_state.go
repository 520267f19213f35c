package admin

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Health returns the server's health and what the session serves.
func (c *Client) Health(ctx context.Context) (Health, error) {
	return get[Health](ctx, c, "/health", nil)
}

// Scenarios returns the names of the scenarios that the session loaded and of those that are part of the program.
func (c *Client) Scenarios(ctx context.Context) (ScenarioList, error) {
	return get[ScenarioList](ctx, c, "/scenarios", nil)
}

// ScenarioText returns the YAML of a scenario that is part of the program.
func (c *Client) ScenarioText(ctx context.Context, name string) ([]byte, error) {
	return c.Do(ctx, Request{Method: http.MethodGet, Path: "/scenarios/" + url.PathEscape(name)})
}

// Rules returns the session's rules in the order in which they are tried.
func (c *Client) Rules(ctx context.Context) (RuleList, error) {
	return get[RuleList](ctx, c, "/rules", nil)
}

// AddRules adds the rules of a scenario before those in force, all of them or none. It returns the added rules.
func (c *Client) AddRules(ctx context.Context, scenario []byte) (RuleList, error) {
	return do[RuleList](ctx, c, Request{Method: http.MethodPost, Path: "/rules", Body: scenario}, nil)
}

// ArmRule lets a rule take calls, counted from the first one on.
func (c *Client) ArmRule(ctx context.Context, name string) (RuleList, error) {
	return post[RuleList](ctx, c, "/rules/"+url.PathEscape(name)+"/arm", nil)
}

// DisarmRule stops a rule from taking calls.
func (c *Client) DisarmRule(ctx context.Context, name string) (RuleList, error) {
	return post[RuleList](ctx, c, "/rules/"+url.PathEscape(name)+"/disarm", nil)
}

// RemoveRule removes a rule.
func (c *Client) RemoveRule(ctx context.Context, name string) error {
	return c.send(ctx, http.MethodDelete, "/rules/"+url.PathEscape(name), nil)
}

// Reset starts the loaded scenarios again at the present instant and clears the journal.
func (c *Client) Reset(ctx context.Context) error { return c.send(ctx, http.MethodPost, "/reset", nil) }

// Snapshot returns the session as a text that Restore takes.
func (c *Client) Snapshot(ctx context.Context) ([]byte, error) {
	return c.Do(ctx, Request{Method: http.MethodGet, Path: "/snapshot"})
}

// Restore replaces the session's state by that of a snapshot. If the snapshot has a fault nothing changes.
func (c *Client) Restore(ctx context.Context, snapshot []byte) error {
	return c.send(ctx, http.MethodPost, "/restore", snapshot)
}

// Clock returns the session's clock.
func (c *Client) Clock(ctx context.Context) (Clock, error) { return get[Clock](ctx, c, "/clock", nil) }

// Advance moves the clock forward by a span of time.
func (c *Client) Advance(ctx context.Context, by time.Duration) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/advance", Advance{By: new(Duration(by))})
}

// AdvanceNext moves the clock to the next change of any job.
func (c *Client) AdvanceNext(ctx context.Context) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/advance", Advance{To: &Target{Word: "next"}})
}

// AdvanceEnd moves the clock to the instant at which every job is as far as time alone brings it.
func (c *Client) AdvanceEnd(ctx context.Context) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/advance", Advance{To: &Target{Word: "end"}})
}

// AdvanceTo moves the clock to the instant at which a job, such as "evs/j1", has a status.
func (c *Client) AdvanceTo(ctx context.Context, job, status string) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/advance", Advance{To: &Target{Job: job, Status: status}})
}

// SetClock moves the clock forward to an instant.
func (c *Client) SetClock(ctx context.Context, now time.Time) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/set", SetClock{Now: now})
}

// PauseClock stops the clock.
func (c *Client) PauseClock(ctx context.Context) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/pause", nil)
}

// ResumeClock starts a stopped clock at the pace that it had, or at that of real time.
func (c *Client) ResumeClock(ctx context.Context) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/resume", nil)
}

// ScaleClock sets how many seconds of the clock pass in a second of real time.
func (c *Client) ScaleClock(ctx context.Context, factor float64) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/scale", ScaleClock{Factor: factor})
}

// SetClockMode sets the clock's mode: real, manual, skipping, or a factor such as 60x.
func (c *Client) SetClockMode(ctx context.Context, mode string) (ClockChange, error) {
	return post[ClockChange](ctx, c, "/clock/mode", ClockMode{Mode: mode})
}
