package job

import "time"

// cease keeps a job from beginning, because its parent was forced to fail. One that is not there yet is removed, and one that
// is pending stays in its step; each with its children. A job that has begun goes on.
func (j *Job) cease(at time.Time) {
	event := Event{At: at, Kind: Dropped}
	if !j.Born.After(at) {
		var snap Snapshot
		j.look(&snap, at)
		if snap.Absence != Present || snap.Phase != Pending {
			return
		}
		age := at.Sub(j.Born)
		event = Event{At: at, Kind: Forced, Step: j.at(j.reach(j.state(), age), age), ceased: true}
	}
	j.Record(event)
	for _, c := range j.Children {
		c.cease(at)
	}
}
