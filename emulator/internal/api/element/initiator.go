package element

import (
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// initiator is the state of an initiator. The access group that it belongs to knows it.
type initiator struct {
	id              int64
	name            string // an IQN or WWPN
	alias           string
	attributes      map[string]any
	requireCHAP     bool
	chapUsername    string
	initiatorSecret string
	targetSecret    string
}

func initiatorName(id int64) world.Name {
	return world.Name{API: name, Kind: "initiator", ID: formatID(id)}
}

// initiators returns all initiators, sorted by id.
func initiators(tx *world.Tx) []world.Resource { return madeByID(tx, "initiator") }

// initiatorRef is an initiator as the methods of access groups name it: by id or, deprecated, by name.
type initiatorRef struct {
	id   int64
	name string // empty: by id
}

// initiatorRefs reads the initiators of an access group, an array of ids or names.
func (in *params) initiatorRefs() []initiatorRef {
	var refs []initiatorRef
	for _, value := range in.array("initiators") {
		if id, ok := whole(value); ok {
			refs = append(refs, initiatorRef{id: id})
			continue
		}
		if value.Type != gjson.String || value.Str == "" {
			in.wrongType("initiators", "integer or string")
		}
		refs = append(refs, initiatorRef{name: value.Str})
	}
	return refs
}

// find returns the initiator that is named.
func (ref initiatorRef) find(tx *world.Tx) (initiator, bool) {
	for _, t := range initiators(tx) {
		if i := propsOf[initiator](t); i.id == ref.id || ref.name != "" && i.name == ref.name {
			return i, true
		}
	}
	return initiator{}, false
}

// resolveInitiators returns the ids of initiators. Those that are named and do not exist are created
// (ND createvolumeaccessgroup).
func resolveInitiators(tx *world.Tx, refs []initiatorRef) []int64 {
	var ids []int64
	for _, ref := range refs {
		i, ok := ref.find(tx)
		if !ok {
			i = addInitiator(tx, initiator{name: ref.name})
		}
		ids = append(ids, i.id)
	}
	return ids
}

// addInitiator creates an initiator under the next id. With CHAP it has its own name as user name and generated secrets by
// default (ND createinitiators).
func addInitiator(tx *world.Tx, i initiator) initiator {
	i.id = int64(tx.Next(counter("initiator")))
	if i.requireCHAP {
		if i.chapUsername == "" {
			i.chapUsername = i.name
		}
		for _, secret := range []*string{&i.initiatorSecret, &i.targetSecret} {
			if *secret == "" {
				*secret = strings.ReplaceAll(tx.UUID(counter("secret")).String(), "-", "")[:12]
			}
		}
	}
	tx.Put(initiatorName(i.id), "", "", i)
	return i
}

// deleteInitiators deletes initiators, and removes them from their groups.
func deleteInitiators(tx *world.Tx, ids []int64) {
	for _, t := range accessGroups(tx) {
		if g := propsOf[accessGroup](t); containsAny(g.initiators, ids) {
			g.initiators = without(g.initiators, ids)
			g.save(tx)
		}
	}
	for _, id := range ids {
		tx.Delete(initiatorName(id))
	}
}

// groupOfInitiator returns the id of the access group of an initiator; 0 if it is in none.
func groupOfInitiator(tx *world.Tx, id int64) int64 {
	for _, t := range accessGroups(tx) {
		if g := propsOf[accessGroup](t); slices.Contains(g.initiators, id) {
			return g.id
		}
	}
	return 0
}

// Initiator is the object of ND initiator. Without CHAP, the examples of all methods lack its members.
type Initiator struct {
	Alias           string         `json:"alias"`
	Attributes      map[string]any `json:"attributes"`
	CHAPUsername    string         `json:"chapUsername,omitempty"`
	ID              int64          `json:"initiatorID"`
	Name            string         `json:"initiatorName"`
	InitiatorSecret string         `json:"initiatorSecret,omitempty"`
	RequireCHAP     bool           `json:"requireChap,omitempty"`
	TargetSecret    string         `json:"targetSecret,omitempty"`
	AccessGroups    []int64        `json:"volumeAccessGroups"`
}

// doc returns the initiator object.
func (i initiator) doc(tx *world.Tx) Initiator {
	d := Initiator{
		Alias: i.alias, Attributes: objectOrEmpty(i.attributes), CHAPUsername: i.chapUsername, ID: i.id, Name: i.name,
		InitiatorSecret: i.initiatorSecret, RequireCHAP: i.requireCHAP, TargetSecret: i.targetSecret, AccessGroups: []int64{},
	}
	if group := groupOfInitiator(tx, i.id); group != 0 {
		d.AccessGroups = append(d.AccessGroups, group)
	}
	return d
}
