package element

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// structureTimeline is the timeline of SetClusterStructure; its length is [inferred]. It is read only.
var structureTimeline = runFor(10 * time.Second)

// SetClusterStructureParams are the result of GetClusterStructure. All members are accepted and none is kept.
type SetClusterStructureParams struct{}

func (*SetClusterStructureParams) read(in *params) {
	for i := range in.list {
		in.list[i].used = true
	}
}

// SetClusterStructure restores a cluster's configuration (ND setclusterstructure). It starts the job and changes
// nothing.
func (service) SetClusterStructure(r *http.Request, _ *SetClusterStructureParams, a *Started) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		s, err := startJob(c, tx, setStructure, attributes{}, structureTimeline)
		a.Handle = parseID(s.ID)
		return err
	})
}

// RekeyParams are the parameters of RekeySoftwareEncryptionAtRestMasterKey.
type RekeyParams struct {
	management string
	provider   int64
}

func (p *RekeyParams) read(in *params) {
	p.management = in.enum("keyManagementType", "Internal", "External")
	p.provider = in.integer("keyProviderID")
}

// MasterKey is a key that encrypts others. Its members are [inferred].
type MasterKey struct {
	ID       string `json:"keyID"`
	Type     string `json:"keyManagementType"`
	Provider *int64 `json:"keyProviderID,omitempty"`
}

// RekeySoftwareEncryptionAtRestMasterKey creates a new master key (ND rekeysoftwareencryptionatrestmasterkey). The
// result names it and the one before.
func (service) RekeySoftwareEncryptionAtRestMasterKey(r *http.Request, p *RekeyParams, a *Started) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		if external := p.management == "External"; external != (p.provider != 0) {
			return apiErrorWithMessage("xInvalidParameter", "keyProviderID goes with the keyManagementType External")
		}
		s, err := startJob(c, tx, rekeyEncryption, attributes{}, p.timeline(tx))
		a.Handle = parseID(s.ID)
		return err
	})
}

// timeline returns the job's timeline; its length is [inferred].
func (p *RekeyParams) timeline(tx *world.Tx) *job.Timeline {
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
