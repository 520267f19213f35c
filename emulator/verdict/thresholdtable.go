package verdict

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Threshold is one of Thresholds for people: its name in a scenario's "thresholds", and who says that it is so.
type Threshold struct {
	Name    string `json:"name"`
	What    string `json:"what"`
	Default string `json:"default"`
	Source  string `json:"source"`

	span  func(*Thresholds) *time.Duration // of those that are a span of time
	count func(*Thresholds) *int           // of the others
}

// ThresholdTable returns all thresholds.
func ThresholdTable() []Threshold {
	table := slices.Concat(cadenceThresholds(), requestThresholds())
	defaults := DefaultThresholds()
	for i := range table {
		table[i].Default = table[i].Of(defaults)
	}
	return table
}

// cadenceThresholds returns those of findings about pauses and waits.
func cadenceThresholds() []Threshold {
	return []Threshold{
		{
			Name: "min-pause", What: "the shortest pause between two polls of a job", span: func(t *Thresholds) *time.Duration { return &t.MinPause },
			Source: "the vendors' own waiters pause 1 s (gophertelekomcloud, WaitForJobSuccess) and 2 s (na_elementsw_backup)",
		},
		{
			Name: "first-pause", What: "the shortest pause between the start of a job and its first poll", span: func(t *Thresholds) *time.Duration { return &t.FirstPause },
			Source: "chosen: half of min-pause, for jobs that end within a second",
		},
		{
			Name: "steady-polls", What: "as many pauses that do not grow are no backoff", count: func(t *Thresholds) *int { return &t.SteadyPolls },
			Source: "chosen: a backoff by 1.5 from 1 s on is at its limit of 30 s after nine",
		},
		{
			Name: "steady-pause", What: "from this pause on it need not grow", span: func(t *Thresholds) *time.Duration { return &t.SteadyPause },
			Source: "hashicorp's StateChangeConf grows no further than 10 s",
		},
		{
			Name: "jitter-polls", What: "as many pauses show whether they have a random part", count: func(t *Thresholds) *int { return &t.JitterPolls },
			Source: "chosen: random parts of 10 % look regular by chance once in a thousand",
		},
		{
			Name: "retry-pause", What: "the shortest pause before a request is sent again after an error of the service", span: func(t *Thresholds) *time.Duration { return &t.RetryPause },
			Source: "Huawei Cloud ocr_01_0041 advises 2 to 5 s after APIG.0308; half a second leaves room for a first retry with full jitter",
		},
		{
			Name: "late-factor", What: "a pause of more times what Retry-After says is too long", count: func(t *Thresholds) *int { return &t.LateFactor },
			Source: "chosen: a random part at most doubles a pause",
		},
		{
			Name: "late-by", What: "if the pause is also longer than Retry-After by this", span: func(t *Thresholds) *time.Duration { return &t.LateBy },
			Source: "chosen: a backoff that is at 10 s may stay there",
		},
		{
			Name: "stuck-polls", What: "as many polls of a job that does not move are too many", count: func(t *Thresholds) *int { return &t.StuckPolls },
			Source: "chosen: an hour at pauses of 3.6 s",
		},
		{
			Name: "stuck-time", What: "as long a wait for a job that does not move is too long", span: func(t *Thresholds) *time.Duration { return &t.StuckTime },
			Source: "the Terraform providers of these services give the creation of a disk ten minutes",
		},
	}
}

// requestThresholds returns those of the other findings.
func requestThresholds() []Threshold {
	return []Threshold{
		{
			Name: "single-ids", What: "as many jobs that are polled in turn, one by one, could be polled together", count: func(t *Thresholds) *int { return &t.SingleIDs },
			Source: "drs_api_0150: a page of batch-status has five tasks unless per_page says otherwise",
		},
		{
			Name: "sign-ins", What: "as many sign-ins, and polls with another token than the one before, are one for each request", count: func(t *Thresholds) *int { return &t.SignIns },
			Source: "terraform-provider-opentelekomcloud signs in twice when it starts, and two of them may run at a time",
		},
		{
			Name: "new-connections", What: "as many polls on new connections are a habit", count: func(t *Thresholds) *int { return &t.NewConnections },
			Source: "chosen: the retries and the beginnings of a few parallel clients stay below it",
		},
		{
			Name: "idle-connection", What: "within this time after a request its connection can be used again", span: func(t *Thresholds) *time.Duration { return &t.IdleConnection },
			Source: "below the time in which clients and proxies close idle connections: 90 s in net/http's DefaultTransport, 60 to 75 s in nginx",
		},
	}
}

// Of returns the value of the threshold as text: "1s", "10".
func (t Threshold) Of(all Thresholds) string {
	if t.span != nil {
		return t.span(&all).String()
	}
	return strconv.Itoa(*t.count(&all))
}

// IsSpan reports whether the threshold is a span of time; the others are numbers.
func (t Threshold) IsSpan() bool { return t.span != nil }

// Set sets the threshold to a value as text. It returns an error for one that is not above zero.
func (t Threshold) Set(all *Thresholds, text string) error {
	if t.span != nil {
		d, err := time.ParseDuration(text)
		if err != nil || d <= 0 {
			return fmt.Errorf("%s cannot be %q: want a span of time such as %s", t.Name, text, t.Default)
		}
		*t.span(all) = d
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return fmt.Errorf("%s cannot be %q: want a number such as %s", t.Name, text, t.Default)
	}
	*t.count(all) = n
	return nil
}
