package element

import "net/http"

// ListClusterFaultsParams are the parameters of ListClusterFaults.
type ListClusterFaultsParams struct{}

func (*ListClusterFaultsParams) read(in *params) {
	in.boolean("bestPractices", false)
	in.enum("faultTypes", "current", "resolved", "all")
}

// ClusterFaults is the result of ListClusterFaults.
type ClusterFaults struct {
	Faults []struct{} `json:"faults"`
}

// ListClusterFaults lists the faults of the cluster, of which there are none (ND listclusterfaults). A scenario's rule can
// return some.
func (service) ListClusterFaults(_ *http.Request, _ *ListClusterFaultsParams, a *ClusterFaults) error {
	a.Faults = []struct{}{}
	return nil
}

// ISCSISessions is the result of ListISCSISessions.
type ISCSISessions struct {
	Sessions []struct{} `json:"sessions"`
}

// ListISCSISessions lists the iSCSI sessions, of which there are none (ND listiscsisessions). It is an array, never null: the
// Python SDK fails on null.
func (service) ListISCSISessions(_ *http.Request, _ *None, a *ISCSISessions) error {
	a.Sessions = []struct{}{}
	return nil
}
