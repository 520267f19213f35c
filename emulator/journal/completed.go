package journal

// Completed is a completed entry with its number, and that of the youngest request when it ended.
type Completed struct {
	N, Youngest uint64
	Packed
}

// KeepCompleted makes the journal keep completed entries for TakeCompleted, also those that it evicts. It must be called before the
// first Begin, by somebody who calls TakeCompleted every now and then.
func (j *Journal) KeepCompleted() { j.keeps = true }

// TakeCompleted returns the entries that have ended since it was last called, in the order of their ends, and the number of the first
// entry since the last Clear. The next entries are kept in room.
func (j *Journal) TakeCompleted(room []Completed) (all []Completed, first uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	all, j.completed = j.completed, room[:0]
	return all, j.first
}
