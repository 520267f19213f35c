package evs

import (
	"slices"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// createRequest is the body of a creation (evs_04_2013).
type createRequest struct {
	Zone        string      `json:"availability_zone"`
	Kind        string      `json:"volume_type"`
	Size        *otc.Int    `json:"size"`
	Name        string      `json:"name"`
	Description *string     `json:"description"`
	Count       *otc.Int    `json:"count"`
	Backup      string      `json:"backup_id"`
	Snapshot    string      `json:"snapshot_id"`
	Image       string      `json:"imageRef"`
	Shareable   *otc.Flag   `json:"shareable"` // the former name of multiattach
	Shared      *otc.Flag   `json:"multiattach"`
	Metadata    otc.Strings `json:"metadata"`
	Tags        otc.Strings `json:"tags"`

	prepaid      bool // the request has a bssParam with this charging mode
	inheritsSize bool // from the snapshot, as Cinder's creation may leave the size out

	failReason string // fail_reason of a job that is bound to fail; empty for any other
}

// Limits of a creation (evs_04_2013).
const (
	minSize  = 10    // GiB, of a data disk; a system disk may have 1
	maxSize  = 32768 // GiB, of a data disk
	maxImage = 1024  // GiB, of a system disk
	maxCount = 100
	maxText  = 255 // bytes of a name or description
	maxStem  = 250 // bytes of a name that is to get a suffix

	encryptedKey = "__system__encrypted"
	cmkKey       = "__system__cmkid"
)

// decodeCreate returns a valid creation, or an error that names the first fault.
func decodeCreate(c *wire.Call) (createRequest, error) {
	var q createRequest
	ok, err := native.member(c, "volume", &q)
	if err == nil && ok {
		q.prepaid, err = prepaid(c)
	}
	switch {
	case err != nil:
		return q, err
	case !ok:
		return q, native.refuse("EVS.1008")
	}
	if q.Size == nil && q.Backup != "" {
		q.Size = new(otc.Int(minSize)) // the size of the backup, which is unknown here
	}
	if code := q.validate(); code != "" {
		return q, native.refuse(code)
	}
	return q, q.checkZone(c, native)
}

// Accepts returns the members without effect here: of evs_04_2003, and of Cinder's clients, most of which send null.
func (createRequest) Accepts() []string {
	return []string{
		"enterprise_project_id", "iops", "throughput",
		"consistencygroup_id", "source_volid", "source_replica", "user_id", "project_id", "status", "attach_status",
	}
}

// payment is the member bssParam of a request.
type payment struct {
	Mode string `json:"chargingMode"`
}

// Accepts returns the members without effect here (evs_04_2003).
func (payment) Accepts() []string {
	return []string{"isAutoPay", "isAutoRenew", "periodNum", "periodType"}
}

// prepaid reports whether the body has a bssParam for a prepaid disk; postPaid is the default.
func prepaid(c *wire.Call) (bool, error) {
	var bss payment
	c.ReadsMember("server_id", nil)                  // attaches the disk; servers are not emulated
	c.ReadsMember("OS-SCH-HNT:scheduler_hints", nil) // names a pool, which all disks have in common here
	_, err := otc.Member(c, "bssParam", &bss)
	return bss.Mode == "prePaid", err
}

// validate returns the code of the first fault of the request, or an empty string. The order of the checks is inferred.
func (q createRequest) validate() string {
	switch {
	case len(q.Name) > maxText, q.count() > 1 && len(q.Name) > maxStem:
		return "EVS.1003"
	case q.Description != nil && len(*q.Description) > maxText:
		return "EVS.1004"
	case q.sourceCount() > 1:
		return "EVS.1016"
	case !q.validSize():
		return "EVS.1010"
	case !validType(q.Kind):
		return "EVS.1020"
	case q.count() < 1 || q.count() > maxCount:
		return "EVS.1021"
	case q.Backup != "" && q.count() > 1:
		return "EVS.1051"
	}
	return q.validateExtras()
}

// validSize reports whether the size is one of a data disk, or of a system disk if there is an image.
func (q createRequest) validSize() bool {
	switch {
	case q.Size == nil:
		return false
	case q.Image != "":
		return *q.Size >= 1 && *q.Size <= maxImage
	default:
		return *q.Size >= minSize && *q.Size <= maxSize
	}
}

// validateExtras is validate for metadata and tags.
func (q createRequest) validateExtras() string {
	encrypted := q.Metadata[encryptedKey]
	switch {
	case encrypted != "" && encrypted != "0" && encrypted != "1", encrypted == "1" && q.Metadata[cmkKey] == "":
		return "EVS.2041"
	case !oneOf(q.Metadata["hw:passthrough"], "", "true", "false"):
		return "EVS.1057"
	case !oneOf(q.Metadata["full_clone"], "", "0", "1"):
		return "EVS.1063"
	}
	return checkTags(q.Tags)
}

// checkZone checks the availability zone. The setting evs.bad-zone decides whether an invalid one is rejected or makes
// the job fail before the disk exists, as captured ("Availability zone 'cn-north-1' is invalid").
func (q *createRequest) checkZone(c *wire.Call, f family) error {
	if q.Zone == "" {
		return f.refuse("EVS.1036", q.Zone)
	}
	if validZone(q.Zone) {
		return nil
	}
	switch c.Setting(badZone) {
	case "reject":
		return f.refuse("EVS.2053", q.Zone)
	case "fail":
		q.failReason = "EbsCreateVolumeTask-fail:badRequest: Invalid input received: Availability zone '" + q.Zone + "' is invalid"
	}
	return nil
}

// sourceCount returns the number of sources (backup, snapshot, image) that the request names.
func (q createRequest) sourceCount() int {
	n := 0
	for _, id := range []string{q.Backup, q.Snapshot, q.Image} {
		if id != "" {
			n++
		}
	}
	return n
}

// count returns the number of disks to create.
func (q createRequest) count() int {
	if q.Count == nil {
		return 1
	}
	return int(*q.Count)
}

// disk returns the nth disk of the request, from 1. The names of several disks have a suffix (evs_04_2013: -0001).
func (q createRequest) disk(n int) disk {
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
