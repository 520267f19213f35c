package iam

import (
	"cmp"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// resolve returns the user or domain with an ID or name: the known one if both fit or both are empty.
func resolve(kind, id, name string, known otc.Named) otc.Named {
	switch {
	case id == known.ID, id == "" && (name == "" || name == known.Name):
		return known
	default:
		return otc.Named{ID: cmp.Or(id, otc.Derived(kind, name)), Name: cmp.Or(name, id)}
	}
}

// project returns the project with an ID or name. The first look-up of a name stores it, so that a later look-up of its
// ID finds the name. A project without a known name gets the region's, since clients read the region off the name to
// find its part of the catalog.
func project(tx *world.Tx, id, name string) otc.Named {
	if id == known.Project.ID || (id == "" && name == known.Project.Name) {
		return known.Project
	}
	if id == "" {
		p := otc.Named{ID: otc.Derived("project", name), Name: name}
		if _, found := tx.Resource(projectResource(p.ID)); !found {
			tx.Put(projectResource(p.ID), p.ID, "", p)
		}
		return p
	}
	if res, found := tx.Resource(projectResource(id)); found {
		return res.Props.(otc.Named)
	}
	return otc.Named{ID: id, Name: cmp.Or(name, wire.KnownProject)}
}

// projects returns all projects that were looked up by name, after the known one.
func projects(tx *world.Tx) []otc.Named {
	all := []otc.Named{known.Project}
	for _, res := range tx.Resources(name, "project") {
		all = append(all, res.Props.(otc.Named))
	}
	return all
}

func projectResource(id string) world.Name { return world.Name{API: name, Kind: "project", ID: id} }

// region returns the part of a project's name before the "_", as gophertelekomcloud does.
func region(project otc.Named) string {
	region, _, _ := strings.Cut(project.Name, "_")
	return cmp.Or(region, wire.KnownProject)
}
