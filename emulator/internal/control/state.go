package control

func reset(v *visit, _ none) (none, error) { return none{}, v.session.Reset() }

// snapshotFile is the session as a file that restore takes.
func snapshotFile(v *visit) {
	text, err := v.session.Snapshot()
	if err != nil {
		fail(v.w, err)
		return
	}
	v.send("application/yaml", text)
}

func snapshotText(v *visit) ([]byte, error) { return v.text(mostSnapshot) }

func restore(v *visit, text []byte) (none, error) { return none{}, v.session.Restore(text) }
