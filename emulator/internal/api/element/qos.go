package element

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// QoS is the object of ND qos: the quality of service of a volume.
type QoS struct {
	BurstIOPS int64            `json:"burstIOPS"`
	BurstTime int64            `json:"burstTime"`
	Curve     map[string]int64 `json:"curve"`
	MaxIOPS   int64            `json:"maxIOPS"`
	MinIOPS   int64            `json:"minIOPS"`
}

// defaultQoS returns the QoS of a volume that was created without one (ND listvolumes, whose minimum is 50; ND
// getdefaultqos prints 100).
func defaultQoS() QoS {
	return QoS{BurstIOPS: 15000, BurstTime: 60, Curve: curve, MaxIOPS: 15000, MinIOPS: 50}
}

// curve is the cost of an operation by its size in bytes, relative to 100 for 4096 (ND createvolume). It is read only.
var curve = map[string]int64{
	"4096": 100, "8192": 160, "16384": 270, "32768": 500, "65536": 1000, "131072": 1950, "262144": 3900, "524288": 7600,
	"1048576": 15000,
}

// qosChange is a change of a QoS; 0 leaves the present value.
type qosChange struct{ burstIOPS, burstTime, maxIOPS, minIOPS int64 }

// qos reads the QoS of a volume or policy.
func (in *params) qos() qosChange {
	value, ok := in.find("qos")
	switch {
	case !ok:
		return qosChange{}
	case !value.IsObject():
		in.wrongType("qos", "object")
		return qosChange{}
	}
	member := params{within: "qos."}
	member.add(value)
	change := qosChange{
		member.integer("burstIOPS"), member.integer("burstTime"), member.integer("maxIOPS"), member.integer("minIOPS"),
	}
	if member.err != nil {
		in.fail(member.err)
	}
	return change
}

// applyTo returns the QoS with the change.
func (c qosChange) applyTo(q QoS) QoS {
	q.BurstIOPS = cmp.Or(c.burstIOPS, q.BurstIOPS)
	q.BurstTime = cmp.Or(c.burstTime, q.BurstTime)
	q.MaxIOPS = cmp.Or(c.maxIOPS, q.MaxIOPS)
	q.MinIOPS = cmp.Or(c.minIOPS, q.MinIOPS)
	return q
}

// check returns an error if a QoS is not allowed (ND getlimits; the text is [inferred]).
func (q QoS) check() error {
	within := func(n int64, least, most string) bool { return n >= limits[least] && n <= limits[most] }
	if !within(q.MinIOPS, "volumeMinIOPSMin", "volumeMinIOPSMax") || !within(q.MaxIOPS, "volumeMaxIOPSMin", "volumeMaxIOPSMax") ||
		!within(q.BurstIOPS, "volumeBurstIOPSMin", "volumeBurstIOPSMax") || q.MinIOPS > q.MaxIOPS || q.MaxIOPS > q.BurstIOPS {
		return apiErrorWithMessage("xInvalidParameter", "The QoS values are out of range.")
	}
	return nil
}

// policy reads the QoS policy of a volume, 0 for none, and reports whether the call sets it (ND createvolume, modifyvolume).
func (in *params) policy() (id int64, set bool) {
	id = in.integer("qosPolicyID")
	associate := in.optionalBoolean("associateWithQoSPolicy")
	if _, ok := in.find("qos"); ok && id != 0 {
		in.fail(apiErrorWithMessage("xInvalidParameter", "qos cannot be used with qosPolicyID"))
	}
	if associate != nil && !*associate {
		return 0, true
	}
	return id, id != 0
}

// checkPolicy returns an error if a QoS policy does not exist; 0 is none.
func checkPolicy(tx *world.Tx, id int64) error {
	if id == 0 {
		return nil
	}
	_, err := qosPolicyByID(tx, id)
	return err
}

// GetDefaultQoS returns the QoS of a new volume (ND getdefaultqos).
func (service) GetDefaultQoS(_ *http.Request, _ *None, a *QoS) error {
	*a = defaultQoS()
	return nil
}
