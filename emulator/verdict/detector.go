package verdict

// detector looks for findings of one kind in one session.
type detector interface {
	// add gets an entry. The tracks are as they were before it.
	add(s *seen)
	// report returns what was found so far, by subject.
	report(q *inquiry) []hit
}

// inquiry is what a detector may ask when it reports.
type inquiry struct {
	Truth
	final  bool     // the clients have ended
	tracks []*track // of jobs, ordered by name
}

// eachTrack returns the jobs for which judge returns a message, with the first and the last of their sound polls as evidence.
func (q *inquiry) eachTrack(judge func(*track) (message string, found bool)) []hit {
	var all []hit
	for _, t := range q.tracks {
		message, found := judge(t)
		if !found || len(all) == maxSubjects {
			continue
		}
		h := hit{subject: t.subject(), message: message, count: 1}
		h.keep(t.cadence.from)
		h.keep(t.cadence.to)
		all = append(all, h)
	}
	return all
}

// hit is what a detector found on one subject.
type hit struct {
	subject string
	message string
	count   int
	entries []Evidence
}

// findingOf returns the finding of a hit.
func findingOf(k Kind, h hit) Finding {
	return Finding{
		ID: k.ID, Level: k.Level, Subject: h.subject, Message: h.message, Count: h.count, Entries: h.entries,
		Why: k.Why, Source: k.Source, WayOut: k.WayOut,
	}
}
