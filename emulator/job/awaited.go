package job

// Awaited returns the client's calls that steps of the job wait for, each once, on its present script.
func (j *Job) Awaited() []*Call {
	var all []*Call
	path, _ := j.script(j.state())
	for i := range path {
		if c := path[i].Until.Call; c != nil {
			all = append(all, c)
		}
	}
	return all
}
