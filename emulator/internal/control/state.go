package control

func reset(r *request, _ none) (none, error) { return none{}, r.session.Reset() }

// snapshotFile writes the session as a file that restore takes.
func snapshotFile(r *request) {
	text, err := r.session.Snapshot()
	if err != nil {
		writeError(r.w, err)
		return
	}
	r.write("application/yaml", text)
}

func snapshotText(r *request) ([]byte, error) { return r.text(maxSnapshot) }

func restore(r *request, text []byte) (none, error) { return none{}, r.session.Restore(text) }
