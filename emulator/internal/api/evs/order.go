package evs

import (
	"slices"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// order is a creation as a client asks for it (evs_04_2013).
type order struct {
	Zone        string      `json:"availability_zone"`
	Kind        string      `json:"volume_type"`
	Size        *otc.Int    `json:"size"`
	Name        string      `json:"name"`
	Description *string     `json:"description"`
	Count       *otc.Int    `json:"count"`
	Backup      string      `json:"backup_id"`
	Snapshot    string      `json:"snapshot_id"`
	Image       string      `json:"imageRef"`
	Shareable   *otc.Flag   `json:"shareable"` // the name of multiattach before it was called so
	Shared      *otc.Flag   `json:"multiattach"`
	Metadata    otc.Strings `json:"metadata"`
	Tags        otc.Strings `json:"tags"`

	doomed string // why the job will fail, if it will
}

// Limits of a creation (evs_04_2013).
const (
	minSize  = 10    // GiB
	maxSize  = 32768 // GiB, of a data disk
	maxImage = 1024  // GiB, of a system disk
	maxCount = 100
	maxText  = 255 // bytes of a name or description
	maxTags  = 20

	encryptedKey = "__system__encrypted"
	cmkKey       = "__system__cmkid"
)

// askCreate decodes a creation and tells what is wrong with it.
func askCreate(c *wire.Call) (order, error) {
	var q order
	ok, err := native.member(c, "volume", &q)
	switch {
	case err != nil:
		return q, err
	case !ok:
		return q, native.refuse("EVS.1008")
	}
	if q.Size == nil && q.Backup != "" {
		q.Size = new(otc.Int(minSize)) // the backup's size, which nobody knows here
	}
	if code := q.fault(); code != "" {
		return q, native.refuse(code)
	}
	return q, q.place(c, native)
}

// fault is the code of the first thing wrong with an order, or empty. The order of the checks is inferred.
func (q order) fault() string {
	switch {
	case len(q.Name) > maxText:
		return "EVS.1003"
	case q.Description != nil && len(*q.Description) > maxText:
		return "EVS.1004"
	case q.sources() > 1:
		return "EVS.1016"
	case q.Size == nil || *q.Size < minSize || *q.Size > maxSize, q.Image != "" && *q.Size > maxImage:
		return "EVS.1010"
	case !knownKind(q.Kind):
		return "EVS.1020"
	case q.count() < 1 || q.count() > maxCount:
		return "EVS.1021"
	case q.Backup != "" && q.count() > 1:
		return "EVS.1051"
	}
	return q.extrasFault()
}

// extrasFault is fault for metadata and tags.
func (q order) extrasFault() string {
	encrypted := q.Metadata[encryptedKey]
	switch {
	case encrypted != "" && encrypted != "0" && encrypted != "1", encrypted == "1" && q.Metadata[cmkKey] == "":
		return "EVS.2041"
	case !oneOf(q.Metadata["hw:passthrough"], "", "true", "false"):
		return "EVS.1057"
	case !oneOf(q.Metadata["full_clone"], "", "0", "1"):
		return "EVS.1063"
	case len(q.Tags) > maxTags:
		return "EVS.1061"
	}
	for key := range q.Tags {
		if key == "" || len(key) > maxText {
			return "EVS.1062"
		}
	}
	return ""
}

// place checks the availability zone. One that cannot be is refused, or lets the job fail before there is a disk, as
// captured ("Availability zone 'cn-north-1' is invalid"): evs.bad-zone says which.
func (q *order) place(c *wire.Call, f family) error {
	if q.Zone == "" {
		return f.refuse("EVS.1036", q.Zone)
	}
	if knownZone(q.Zone) {
		return nil
	}
	switch c.Setting(badZone) {
	case "reject":
		return f.refuse("EVS.2053", q.Zone)
	case "fail":
		q.doomed = "EbsCreateVolumeTask-fail:badRequest: Invalid input received: Availability zone '" + q.Zone + "' is invalid"
	}
	return nil
}

// sources counts what the disk is to be made from.
func (q order) sources() int {
	n := 0
	for _, id := range []string{q.Backup, q.Snapshot, q.Image} {
		if id != "" {
			n++
		}
	}
	return n
}

// count is the number of disks to make.
func (q order) count() int {
	if q.Count == nil {
		return 1
	}
	return int(*q.Count)
}

// disk is the nth disk of the order, from 1. Several are told apart by a suffix (evs_04_2013: -0001).
func (q order) disk(n int) disk {
	d := disk{
		name: q.Name, description: q.Description, size: int(*q.Size), kind: q.Kind, zone: q.Zone,
		snapshot: q.Snapshot, image: q.Image, metadata: q.Metadata, tags: q.Tags,
		shared: q.Shared != nil && bool(*q.Shared) || q.Shareable != nil && bool(*q.Shareable),
	}
	if q.count() > 1 && q.Name != "" {
		d.name += "-" + suffix(n)
	}
	return d
}

func suffix(n int) string {
	digits := strconv.Itoa(n)
	return "0000"[:4-len(digits)] + digits
}

func oneOf(s string, words ...string) bool { return slices.Contains(words, s) }
