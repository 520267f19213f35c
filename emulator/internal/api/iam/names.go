package iam

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// derived is the id of something that is known by name only: 32 hex digits, the same in each run.
func derived(kind, name string) string {
	return fmt.Sprintf("%016x%016x", job.Key(0, kind, name), job.Key(1, kind, name))
}

// named is a user or a domain that a client asks for by id or name: the known one if it asks for that, or for none.
func named(kind, id, name string, known otc.Named) otc.Named {
	switch {
	case id == known.ID, id == "" && (name == "" || name == known.Name):
		return known
	default:
		return otc.Named{ID: cmp.Or(id, derived(kind, name)), Name: cmp.Or(name, id)}
	}
}

// project is the one that a client asks for by id or name. A name that is met for the first time is remembered, so that
// its id finds it. A project without a known name is called by the region, so that clients that read the region off the
// name find a catalog of theirs.
func project(tx *world.Tx, id, name string) otc.Named {
	if id == known.Project.ID || (id == "" && name == known.Project.Name) {
		return known.Project
	}
	if id == "" {
		p := otc.Named{ID: derived("project", name), Name: name}
		if _, met := tx.Resource(place(p.ID)); !met {
			tx.Put(place(p.ID), p.ID, "", p)
		}
		return p
	}
	if thing, met := tx.Resource(place(id)); met {
		return thing.Props.(otc.Named)
	}
	return otc.Named{ID: id, Name: cmp.Or(name, wire.KnownProject)}
}

// projects are all that have been met, the known one first.
func projects(tx *world.Tx) []otc.Named {
	all := []otc.Named{known.Project}
	for _, thing := range tx.Resources(name, "project") {
		all = append(all, thing.Props.(otc.Named))
	}
	return all
}

func place(id string) world.Name { return world.Name{API: name, Kind: "project", ID: id} }

// region is the part of a project's name before the "_", as gophertelekomcloud has it.
func region(project otc.Named) string {
	region, _, _ := strings.Cut(project.Name, "_")
	return cmp.Or(region, wire.KnownProject)
}
