package element

import (
	"cmp"
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

// resourceKinds returns what a scenario may declare.
func resourceKinds() []job.ResourceKind {
	return []job.ResourceKind{
		{
			Kind: "volume", Note: "a volume", Statuses: []string{volumeActive, volumeDeleted}, New: declaredVolume,
			Fields: []job.Field{
				{Name: "name", Kind: job.Text, Note: "volume-ID by default"},
				{Name: "accountID", Kind: job.Number, Note: "its owner, which exists; 1 by default"},
				{Name: "totalSize", Kind: job.Number, Note: "in bytes; 1 GiB by default"},
				{Name: "access", Kind: job.Text, Note: "readWrite by default"},
				{Name: "attributes", Kind: job.Object},
			},
		},
		{
			Kind: "snapshot", Note: "a snapshot of a volume, which exists", Statuses: []string{snapshotDone}, New: declaredSnapshot,
			Fields: []job.Field{
				{Name: "volumeID", Kind: job.Number, Note: "required"},
				{Name: "name", Kind: job.Text, Note: "snapshot-ID by default"},
				{Name: "totalSize", Kind: job.Number, Note: "in bytes; 1 GiB by default"},
				{Name: "snapMirrorLabel", Kind: job.Text},
				{Name: "attributes", Kind: job.Object},
			},
		},
		{
			Kind: "account", Note: "an account", Statuses: []string{accountActive, accountLocked}, New: declaredAccount,
			Fields: []job.Field{
				{Name: "username", Kind: job.Text, Note: "account-ID by default"},
				{Name: "initiatorSecret", Kind: job.Text},
				{Name: "targetSecret", Kind: job.Text},
				{Name: "attributes", Kind: job.Object},
			},
		},
	}
}

// declaredID returns the number of a declared resource, and the reader of its fields.
func declaredID(r job.Resource, given job.Fields) (int64, *fields) {
	f := &fields{Fields: given}
	id := parseID(r.ID)
	if id < 1 || formatID(id) != r.ID {
		f.fail("id", "want a whole number above 0")
	}
	return id, f
}

func declaredVolume(r job.Resource, given job.Fields) ([]job.Resource, error) {
	id, f := declaredID(r, given)
	v := defaultVolume(id)
	v.name = cmp.Or(f.text("name"), v.name)
	v.accountID = cmp.Or(f.integer("accountID"), v.accountID)
	v.size = roundUp(cmp.Or(f.integer("totalSize"), v.size))
	v.access = cmp.Or(f.text("access", accessWords()...), v.access)
	v.attributes = f.object("attributes")
	if err := checkVolume(v); err != nil {
		f.fail("totalSize", fmt.Sprintf("want %d to %d bytes, and a name of 1 to 64 letters, digits and dashes", volumeSizeMin, volumeSizeMax))
	}
	r.Props = v
	return []job.Resource{r}, f.err
}

func declaredSnapshot(r job.Resource, given job.Fields) ([]job.Resource, error) {
	id, f := declaredID(r, given)
	s, _ := scriptedSnapshot(id, f.integer("volumeID")).Props.(snapshot)
	if s.volumeID == 0 {
		f.fail("volumeID", "want the volume of the snapshot")
	}
	s.name = cmp.Or(f.text("name"), s.name)
	s.size = roundUp(cmp.Or(f.integer("totalSize"), s.size))
	s.label = f.text("snapMirrorLabel")
	s.attributes = f.object("attributes")
	r.Props = s
	return []job.Resource{r}, f.err
}

func declaredAccount(r job.Resource, given job.Fields) ([]job.Resource, error) {
	id, f := declaredID(r, given)
	a := account{
		id: id, username: cmp.Or(f.text("username"), "account-"+r.ID), attributes: f.object("attributes"), chap: true,
		initiatorSecret: cmp.Or(f.text("initiatorSecret"), fmt.Sprintf("initiator%05d", id)),
		targetSecret:    cmp.Or(f.text("targetSecret"), fmt.Sprintf("target%08d", id)),
	}
	r.Props = a
	return []job.Resource{r}, f.err
}

// scriptedUUID returns the UUID of a resource of a scenario.
func scriptedUUID(id int64) string { return fmt.Sprintf("6a6f6273-696d-4000-8000-%012d", id) }
