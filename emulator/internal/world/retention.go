package world

import "time"

// retentionOf returns how long the jobs of an API can be seen after their end, unless a spec says otherwise: the duration in the
// API's setting "retention", such as "element.retention". No setting, or a word there, means no limit.
func (w *World) retentionOf(api string) time.Duration {
	d, read := w.retention[api]
	if !read {
		d, _ = time.ParseDuration(w.settings[api+".retention"])
		w.retention[api] = d
	}
	return d
}
