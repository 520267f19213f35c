package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
)

// jobNote returns what is unusual about a job.
func jobNote(j admin.Job) string {
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

// jobRows returns the job's line of a table, and those of its sub-jobs.
func jobRows(j admin.Job, indent string) [][]string {
	rows := [][]string{{indent + j.Job, j.Status, j.Phase, fmt.Sprintf("%d%%", j.Progress), strconv.Itoa(j.Polls), formatAhead(j.In), j.WaitsFor, jobNote(j)}}
	for _, sub := range j.SubJobs {
		rows = append(rows, jobRows(sub, indent+"  ")...)
	}
	return rows
}

// jobHead returns the head of a table of jobs.
func jobHead() []string {
	return []string{"JOB", "STATUS", "PHASE", "DONE", "POLLS", "NEXT", "WAITS FOR", "NOTE"}
}

func writeJobs(w io.Writer, list admin.JobList) error {
	var rows [][]string
	for _, j := range list.Jobs {
		rows = append(rows, jobRows(j, "")...)
	}
	if err := writeTable(w, jobHead(), rows, "no jobs"); err != nil || list.Total <= len(list.Jobs) {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d; --limit shows more\n", len(list.Jobs), list.Total)
	return err
}

func writeJob(w io.Writer, j admin.Job) error {
	next := formatOptional(j.Next)
	if next != "" {
		next += ", " + formatAhead(j.In)
	}
	err := writeFields(w,
		[2]string{"job", j.Job}, [2]string{"type", j.Type}, [2]string{"project", j.ProjectID}, [2]string{"note", jobNote(j)},
		[2]string{"gone", formatOptional(j.Gone)}, [2]string{"status", j.Status}, [2]string{"phase", j.Phase},
		[2]string{"done", fmt.Sprintf("%d%%", j.Progress)}, [2]string{"step", fmt.Sprintf("%d, polled %d times", j.Step, j.Polls)},
		[2]string{"waits for", j.WaitsFor}, [2]string{"next", next}, [2]string{"started", formatTime(j.Started)},
		[2]string{"since", formatTime(j.Since)}, [2]string{"ended", formatOptional(j.Ended)},
	)
	if err != nil || len(j.SubJobs) == 0 {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return writeJobs(w, admin.JobList{Jobs: j.SubJobs})
}

func writeTimeline(w io.Writer, t admin.Timeline) error {
	var past, future [][]string
	for _, p := range t.Past {
		counts := ""
		if p.Poll {
			counts = "poll"
		}
		past = append(past, []string{formatTime(p.At), strconv.FormatUint(p.Entry, 10), p.Op, p.Status + p.Absence, counts})
	}
	for _, f := range t.Future {
		future = append(future, []string{formatOptional(f.At), formatAhead(f.In), strconv.Itoa(f.Step), f.Status, f.Phase, f.WaitsFor})
	}
	if err := writeTable(w, []string{"SEEN AT", "ENTRY", "CALL", "STATUS", "COUNTS AS"}, past, "no client has seen "+t.Job.Job); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return writeTable(w, []string{"BEGINS AT", "IN", "STEP", "STATUS", "PHASE", "WAITS FOR"}, future, "no further step: "+jobNote(t.Job))
}
