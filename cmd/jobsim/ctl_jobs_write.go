package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// jobDoc is a job as the control API tells it.
type jobDoc struct {
	Job      string     `json:"job"`
	Type     string     `json:"type"`
	Project  string     `json:"project_id"`
	Absence  string     `json:"absence"`
	Gone     *time.Time `json:"gone"`
	Status   string     `json:"status"`
	Phase    string     `json:"phase"`
	Progress int        `json:"progress"`
	Step     int        `json:"step"`
	Polls    int        `json:"polls"`
	Waits    string     `json:"waits_for"`
	Held     bool       `json:"held"`
	Forced   bool       `json:"forced"`
	Born     *time.Time `json:"started"`
	Since    *time.Time `json:"since"`
	Ended    *time.Time `json:"ended"`
	Next     *time.Time `json:"next"`
	In       string     `json:"in"`
	SubJobs  []jobDoc   `json:"sub_jobs"`
}

// jobsDoc is a list of jobs; Total counts those that were left out, too.
type jobsDoc struct {
	Jobs  []jobDoc `json:"jobs"`
	Total int      `json:"total"`
}

// note is what is odd about a job.
func (j jobDoc) note() string {
	var words []string
	if j.Absence != "" {
		words = append(words, j.Absence)
	}
	if j.Held {
		words = append(words, "held")
	}
	if j.Forced {
		words = append(words, "forced")
	}
	return strings.Join(words, ", ")
}

// rows are the job's line of a table, and those of its sub-jobs.
func (j jobDoc) rows(indent string) [][]string {
	rows := [][]string{{indent + j.Job, j.Status, j.Phase, fmt.Sprintf("%d%%", j.Progress), strconv.Itoa(j.Polls), ahead(j.In), j.Waits, j.note()}}
	for _, sub := range j.SubJobs {
		rows = append(rows, sub.rows(indent+"  ")...)
	}
	return rows
}

// jobHead is the head of a table of jobs.
func jobHead() []string {
	return []string{"JOB", "STATUS", "PHASE", "DONE", "POLLS", "NEXT", "WAITS FOR", "NOTE"}
}

func writeJobs(w io.Writer, list jobsDoc) error {
	var rows [][]string
	for _, j := range list.Jobs {
		rows = append(rows, j.rows("")...)
	}
	if err := table(w, jobHead(), rows, "no jobs"); err != nil || list.Total <= len(list.Jobs) {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d; --limit shows more\n", len(list.Jobs), list.Total)
	return err
}

func writeJob(w io.Writer, j jobDoc) error {
	next := instant(j.Next)
	if next != "" {
		next += ", " + ahead(j.In)
	}
	err := lines(w,
		[2]string{"job", j.Job}, [2]string{"type", j.Type}, [2]string{"project", j.Project}, [2]string{"note", j.note()},
		[2]string{"gone", instant(j.Gone)}, [2]string{"status", j.Status}, [2]string{"phase", j.Phase},
		[2]string{"done", fmt.Sprintf("%d%%", j.Progress)}, [2]string{"step", fmt.Sprintf("%d, told %d times", j.Step, j.Polls)},
		[2]string{"waits for", j.Waits}, [2]string{"next", next}, [2]string{"born", instant(j.Born)},
		[2]string{"since", instant(j.Since)}, [2]string{"ended", instant(j.Ended)},
	)
	if err != nil || len(j.SubJobs) == 0 {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return writeJobs(w, jobsDoc{Jobs: j.SubJobs})
}

// timelineDoc is a job's past and future.
type timelineDoc struct {
	Job    jobDoc    `json:"job"`
	Past   []pastDoc `json:"past"`
	Future []turnDoc `json:"future"`
}

// pastDoc is something that a client was told.
type pastDoc struct {
	Entry   uint64     `json:"entry"`
	At      *time.Time `json:"at"`
	Op      string     `json:"op"`
	Status  string     `json:"status"`
	Absence string     `json:"absence"`
	Poll    bool       `json:"poll"`
}

// turnDoc is a step that the job is in or will come to.
type turnDoc struct {
	Step   int        `json:"step"`
	Status string     `json:"status"`
	Phase  string     `json:"phase"`
	At     *time.Time `json:"at"`
	In     string     `json:"in"`
	Waits  string     `json:"waits_for"`
}

func writeTimeline(w io.Writer, t timelineDoc) error {
	var past, future [][]string
	for _, p := range t.Past {
		counts := ""
		if p.Poll {
			counts = "poll"
		}
		past = append(past, []string{instant(p.At), strconv.FormatUint(p.Entry, 10), p.Op, p.Status + p.Absence, counts})
	}
	for _, f := range t.Future {
		future = append(future, []string{instant(f.At), ahead(f.In), strconv.Itoa(f.Step), f.Status, f.Phase, f.Waits})
	}
	if err := table(w, []string{"TOLD AT", "ENTRY", "CALL", "STATUS", "COUNTS AS"}, past, "no client asked about "+t.Job.Job); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return table(w, []string{"BEGINS AT", "IN", "STEP", "STATUS", "PHASE", "WAITS FOR"}, future, "nothing is ahead of it: "+t.Job.note())
}
