package emulator

// Reload begins anew from other scenarios, at the present instant, with the options that the session was made with. What
// was running is gone, as after Reset, and Reset comes back to these from now on. If they cannot be loaded nothing
// changes, and the error tells every fault of every scenario.
func (s *Session) Reload(sources []Source) error {
	now := s.state.Load()
	opts := now.plan.opts
	opts.Scenarios = sources
	p, err := read(s.words, opts)
	if err != nil {
		return err
	}
	return s.restart(p, now.clock)
}

// Setting is the value in force of a point of fidelity, by its name; empty if there is none of this name.
func (s *Session) Setting(name string) string { return s.World().Setting(name) }
