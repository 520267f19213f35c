package element

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// restoring is how SetClusterStructure goes by itself; the time is inferred. It is read only.
var restoring = inTime(10 * time.Second)

// SetClusterStructureParams are a cluster's configuration, as GetClusterStructure once gave it. All of it is taken and
// none is kept.
type SetClusterStructureParams struct{}

func (*SetClusterStructureParams) read(in *params) {
	for i := range in.list {
		in.list[i].asked = true
	}
}

// SetClusterStructure restores a cluster's configuration (ND setclusterstructure): as a job only, nothing changes.
func (service) SetClusterStructure(r *http.Request, _ *SetClusterStructureParams, a *Started) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		s, err := begin(c, tx, structure, attributes{}, restoring)
		a.Handle = number(s.ID)
		return err
	})
}

// RekeyParams are the parameters of RekeySoftwareEncryptionAtRestMasterKey.
type RekeyParams struct {
	management string
	provider   int64
}

func (p *RekeyParams) read(in *params) {
	p.management = in.word("keyManagementType", "Internal", "External")
	p.provider = in.integer("keyProviderID")
}

// MasterKey is a key that encrypts others. What it holds is inferred.
type MasterKey struct {
	ID       string `json:"keyID"`
	Type     string `json:"keyManagementType"`
	Provider *int64 `json:"keyProviderID,omitempty"`
}

// RekeySoftwareEncryptionAtRestMasterKey makes a new master key (ND rekeysoftwareencryptionatrestmasterkey): the result
// names it and the one before.
func (service) RekeySoftwareEncryptionAtRestMasterKey(r *http.Request, p *RekeyParams, a *Started) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		if external := p.management == "External"; external != (p.provider != 0) {
			return refuseAs("xInvalidParameter", "keyProviderID goes with the keyManagementType External")
		}
		s, err := begin(c, tx, rekeyEncryption, attributes{}, p.pace(tx))
		a.Handle = number(s.ID)
		return err
	})
}

// pace is how the job goes by itself; the time is inferred.
func (p *RekeyParams) pace(tx *world.Tx) *job.Timeline {
	key := MasterKey{ID: tx.UUID(counter("master-key")).String(), Type: "Internal"}
	if p.provider != 0 {
		key.Type, key.Provider = p.management, &p.provider
	}
	return job.Steps(
		job.Step{Status: running, Phase: job.Running, Until: job.After(job.Fixed(10 * time.Second))},
		job.Step{Status: complete, Phase: job.Succeeded, Payload: payload{result: map[string]any{
			"newKey": key, "keyToDecommission": MasterKey{ID: clusterUUID, Type: "Internal"},
		}}},
	)
}
