package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Volumes is the result of the methods that list volumes, sorted by id.
type Volumes struct {
	Volumes []Volume `json:"volumes"`
}

// volumeFilter selects the volumes of a list. The zero value selects all.
type volumeFilter struct {
	accounts []int64
	ids      []int64
	first    int64
	limit    int64
	status   string
	name     string
	none     bool
}

// page reads the parameters that all lists have.
func (w *volumeFilter) page(in *params) {
	w.first = in.integer("startVolumeID")
	w.limit = in.integer("limit")
	in.boolean("includeVirtualVolumes", true)
}

func (w *volumeFilter) matches(t world.Resource) bool {
	v := volumeOf(t)
	return !w.none && v.id >= w.first &&
		(w.accounts == nil || slices.Contains(w.accounts, v.accountID)) &&
		(w.ids == nil || slices.Contains(w.ids, v.id)) &&
		(w.status == "" || w.status == t.Status) &&
		(w.name == "" || w.name == v.name)
}

// list stores the selected volumes in a. Unless element.volumes is strict, it creates those that the call names.
func (w *volumeFilter) list(tx *world.Tx, a *Volumes) {
	for _, id := range w.ids {
		lookUpVolume(tx, id)
	}
	a.Volumes = []Volume{}
	for _, t := range listedVolumes(tx) {
		if w.matches(t) && !pageFull(len(a.Volumes), w.limit) {
			a.Volumes = append(a.Volumes, volumeDoc(tx, t))
		}
	}
}

// ListVolumesParams are the parameters of ListVolumes.
type ListVolumesParams struct{ volumeFilter }

func (p *ListVolumesParams) read(in *params) {
	p.page(in)
	p.accounts = in.integers("accounts")
	p.ids = in.integers("volumeIDs")
	p.name = in.text("volumeName")
	p.status = in.enum("volumeStatus", "creating", "snapshotting", volumeActive, volumeDeleted)
	p.none = in.boolean("isPaired", false) // no volume is
	if len(p.ids) > 0 && (len(p.accounts) > 0 || p.first > 0 || p.limit > 0) {
		in.fail(apiErrorWithMessage("xInvalidParameter", "volumeIDs cannot be combined with accounts, startVolumeID or limit."))
	}
	in.ignore("protectionSchemes")
}

// ListVolumes lists volumes, deleted ones too (ND listvolumes).
func (service) ListVolumes(r *http.Request, p *ListVolumesParams, a *Volumes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		p.list(tx, a)
		return nil
	})
}

// ListActiveVolumesParams are the parameters of ListActiveVolumes.
type ListActiveVolumesParams struct{ volumeFilter }

func (p *ListActiveVolumesParams) read(in *params) {
	p.page(in)
	p.status = volumeActive
}

// ListActiveVolumes lists the volumes that can be used (ND listactivevolumes).
func (service) ListActiveVolumes(r *http.Request, p *ListActiveVolumesParams, a *Volumes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		p.list(tx, a)
		return nil
	})
}

// ListDeletedVolumesParams are the parameters of ListDeletedVolumes.
type ListDeletedVolumesParams struct{ volumeFilter }

func (p *ListDeletedVolumesParams) read(in *params) {
	p.status = volumeDeleted
	in.boolean("includeVirtualVolumes", true)
}

// ListDeletedVolumes lists the volumes that are marked for deletion (ND listdeletedvolumes).
func (service) ListDeletedVolumes(r *http.Request, p *ListDeletedVolumesParams, a *Volumes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		p.list(tx, a)
		return nil
	})
}

// ListVolumesForAccountParams are the parameters of ListVolumesForAccount.
type ListVolumesForAccountParams struct{ volumeFilter }

func (p *ListVolumesForAccountParams) read(in *params) {
	p.page(in)
	p.accounts = []int64{in.requireInteger("accountID")}
}

// ListVolumesForAccount lists an account's volumes, active and deleted (ND listvolumesforaccount).
func (service) ListVolumesForAccount(r *http.Request, p *ListVolumesForAccountParams, a *Volumes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		if _, err := accountByID(tx, p.accounts[0]); err != nil {
			return err
		}
		p.list(tx, a)
		return nil
	})
}
