package testharness

import (
	"time"

	"github.com/jobsim/jobsim/emulator/explore"
)

// exploreConfig is what the options of Explore come to.
type exploreConfig struct {
	options explore.Options
	named   string // the name of one of the options
	limit   time.Duration
	save    string
	bubble  bool
}

// exploreOption returns an option that Explore alone takes.
func exploreOption(name string, set func(*exploreConfig)) Option {
	return option(func(c *config) {
		c.explore.named = name
		set(&c.explore)
	})
}

// Depth sets the most pins of a world of Explore. It is 1 by default; with 2 the worlds with one pin are explored in turn.
func Depth(pins int) Option {
	return exploreOption("Depth", func(c *exploreConfig) { c.options.Depth = pins })
}

// Faults sets the faults that calls meet in the worlds of Explore. Without it they are explore.DefaultFaults; with none of them only what
// the scenario leaves open is explored.
func Faults(kinds ...explore.Kind) Option {
	return exploreOption("Faults", func(c *exploreConfig) { c.options.Faults = append([]explore.Kind{}, kinds...) })
}

// MaxWorlds sets the maximum number of worlds of Explore. There is no limit by default.
func MaxWorlds(n int) Option {
	return exploreOption("MaxWorlds", func(c *exploreConfig) { c.options.Worlds = n })
}

// TimeLimit sets how long a world of Explore may take: 20 s by default, and 30 days of the bubble's time in a bubble.
func TimeLimit(d time.Duration) Option {
	return exploreOption("TimeLimit", func(c *exploreConfig) { c.limit = d })
}

// SaveWorlds makes Explore write the shortest world of each group that failed as a scenario file into a directory, such as
// "testdata/worlds": it shows that world alone, and is a regression test from then on. An empty directory saves nothing, so that a flag
// of the test can decide.
func SaveWorlds(dir string) Option {
	return exploreOption("SaveWorlds", func(c *exploreConfig) { c.save = dir })
}

// Bubble makes Explore run each world in a testing/synctest bubble of its own, where the client's sleeps cost no time. Its client must
// use Sim.Client or Sim.Transport. The faults of such worlds include explore.Slow.
func Bubble() Option {
	return exploreOption("Bubble", func(c *exploreConfig) {
		c.bubble = true
		if c.options.Faults == nil {
			c.options.Faults = explore.Faults()
		}
	})
}
