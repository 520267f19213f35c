package element

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// qosPolicy is the state of a QoS policy.
type qosPolicy struct {
	id   int64
	name string
	qos  QoS
}

func qosPolicyName(id int64) world.Name {
	return world.Name{API: name, Kind: "qospolicy", ID: formatID(id)}
}

// qosPolicyByID returns a QoS policy. It returns xQoSPolicyDoesNotExist if there is none.
func qosPolicyByID(tx *world.Tx, id int64) (qosPolicy, error) {
	t, ok := tx.Resource(qosPolicyName(id))
	if !ok {
		return qosPolicy{}, apiError("xQoSPolicyDoesNotExist")
	}
	return propsOf[qosPolicy](t), nil
}

// qosOf returns the QoS of a volume: that of its policy, or its own.
func qosOf(tx *world.Tx, v volume) QoS {
	if p, err := qosPolicyByID(tx, v.qosPolicy); err == nil {
		return p.qos
	}
	return v.qos
}

// QoSPolicy is the object of ND qospolicy.
type QoSPolicy struct {
	Name    string  `json:"name"`
	QoS     QoS     `json:"qos"`
	ID      int64   `json:"qosPolicyID"`
	Volumes []int64 `json:"volumeIDs"`
}

// doc returns the QoS policy object, with the ids of its volumes.
func (p qosPolicy) doc(tx *world.Tx) QoSPolicy {
	d := QoSPolicy{p.name, p.qos, p.id, []int64{}}
	for _, t := range listedVolumes(tx) {
		if v := volumeOf(t); v.qosPolicy == p.id {
			d.Volumes = append(d.Volumes, v.id)
		}
	}
	return d
}

// CreateQoSPolicyParams are the parameters of CreateQoSPolicy.
type CreateQoSPolicyParams struct {
	name string
	qos  qosChange
}

func (p *CreateQoSPolicyParams) read(in *params) {
	p.name = in.requireText("name")
	in.require("qos")
	p.qos = in.qos()
}

// NamedQoSPolicy is the result of the methods on one QoS policy.
type NamedQoSPolicy struct {
	Policy QoSPolicy `json:"qosPolicy"`
}

// CreateQoSPolicy creates a QoS policy, at once (ND createqospolicy).
func (service) CreateQoSPolicy(r *http.Request, p *CreateQoSPolicyParams, a *NamedQoSPolicy) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		policy := qosPolicy{name: p.name, qos: p.qos.applyTo(defaultQoS())}
		if err := policy.check(); err != nil {
			return err
		}
		policy.id = int64(tx.Next(counter("qospolicy")))
		tx.Put(qosPolicyName(policy.id), "", "", policy)
		a.Policy = policy.doc(tx)
		return nil
	})
}

// check returns an error if the name or the QoS is not allowed (ND getlimits; the text is [inferred]).
func (p qosPolicy) check() error {
	if n := len(p.name); n < 1 || n > 64 {
		return apiErrorWithMessage("xInvalidParameter", "The QoS policy name must be 1 to 64 characters in length.")
	}
	return p.qos.check()
}

// ModifyQoSPolicyParams are the parameters of ModifyQoSPolicy. What is absent stays as it is.
type ModifyQoSPolicyParams struct {
	id   int64
	name string
	qos  qosChange
}

func (p *ModifyQoSPolicyParams) read(in *params) {
	p.id = in.requireInteger("qosPolicyID")
	p.name = in.text("name")
	p.qos = in.qos()
}

// ModifyQoSPolicy changes a QoS policy, and with it its volumes, at once (ND modifyqospolicy).
func (service) ModifyQoSPolicy(r *http.Request, p *ModifyQoSPolicyParams, a *NamedQoSPolicy) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		policy, err := qosPolicyByID(tx, p.id)
		if err != nil {
			return err
		}
		policy.name = cmp.Or(p.name, policy.name)
		policy.qos = p.qos.applyTo(policy.qos)
		if err := policy.check(); err != nil {
			return err
		}
		tx.Change(qosPolicyName(p.id), "", policy)
		a.Policy = policy.doc(tx)
		return nil
	})
}

// QoSPolicyIDParams are the parameters of GetQoSPolicy and DeleteQoSPolicy.
type QoSPolicyIDParams struct{ id int64 }

func (p *QoSPolicyIDParams) read(in *params) { p.id = in.requireInteger("qosPolicyID") }

// GetQoSPolicy returns a QoS policy (ND getqospolicy).
func (service) GetQoSPolicy(r *http.Request, p *QoSPolicyIDParams, a *NamedQoSPolicy) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		policy, err := qosPolicyByID(tx, p.id)
		if err == nil {
			a.Policy = policy.doc(tx)
		}
		return err
	})
}

// DeleteQoSPolicy deletes a QoS policy, at once. Its volumes keep its settings (ND deleteqospolicy).
func (service) DeleteQoSPolicy(r *http.Request, p *QoSPolicyIDParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		policy, err := qosPolicyByID(tx, p.id)
		if err != nil {
			return err
		}
		for _, t := range tx.Resources(name, "volume") {
			if v := volumeOf(t); v.qosPolicy == p.id {
				v.qosPolicy, v.qos = 0, policy.qos
				tx.Change(t.Name, "", v)
			}
		}
		tx.Delete(qosPolicyName(p.id))
		return nil
	})
}

// QoSPolicies is the result of ListQoSPolicies.
type QoSPolicies struct {
	Policies []QoSPolicy `json:"qosPolicies"`
}

// ListQoSPolicies lists the QoS policies by id (ND listqospolicies).
func (service) ListQoSPolicies(r *http.Request, _ *None, a *QoSPolicies) error {
	a.Policies = []QoSPolicy{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range madeByID(tx, "qospolicy") {
			a.Policies = append(a.Policies, propsOf[qosPolicy](t).doc(tx))
		}
		return nil
	})
}
