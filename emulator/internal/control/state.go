package control

func reset(v *request, _ none) (none, error) { return none{}, v.session.Reset() }

// snapshotFile is the session as a file that restore takes.
func snapshotFile(v *request) {
	text, err := v.session.Snapshot()
	if err != nil {
		fail(v.w, err)
		return
	}
	v.send("application/yaml", text)
}

func snapshotText(v *request) ([]byte, error) { return v.text(mostSnapshot) }

func restore(v *request, text []byte) (none, error) { return none{}, v.session.Restore(text) }
