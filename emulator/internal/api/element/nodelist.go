package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Node is the object of ND node: an active node.
type Node struct {
	Fibre       int64        `json:"associatedFServiceID"` // 0: no node is a Fibre Channel node
	Master      int64        `json:"associatedMasterServiceID"`
	Attributes  struct{}     `json:"attributes"`
	CIP         string       `json:"cip"`
	CIPI        string       `json:"cipi"`
	FibreGroup  *int64       `json:"fibreChannelTargetPortGroup"`
	Maintenance string       `json:"maintenanceMode"` // a string in the SDKs and on clusters; ND node lacks it
	MIP         string       `json:"mip"`
	MIPI        string       `json:"mipi"`
	Name        string       `json:"name"`
	ID          int64        `json:"nodeID"`
	Slot        string       `json:"nodeSlot"`
	Platform    PlatformInfo `json:"platformInfo"`
	SIP         string       `json:"sip"`
	SIPI        string       `json:"sipi"`
	Version     string       `json:"softwareVersion"`
	UUID        string       `json:"uuid"`
	Networks    []struct{}   `json:"virtualNetworks"` // there are none
}

// PendingNode is the object of ND pendingnode: a node that can be added.
type PendingNode struct {
	Assigned   int64        `json:"assignedNodeID"`
	CIP        string       `json:"cip"`
	CIPI       string       `json:"cipi"`
	Compatible bool         `json:"compatible"`
	MIP        string       `json:"mip"`
	MIPI       string       `json:"mipi"`
	Name       string       `json:"name"`
	ID         int64        `json:"pendingNodeID"`
	Platform   PlatformInfo `json:"platformInfo"`
	SIP        string       `json:"sip"`
	SIPI       string       `json:"sipi"`
	Version    string       `json:"softwareVersion"`
	UUID       string       `json:"uuid"`
}

func nodeDoc(tx *world.Tx, t world.Resource) Node {
	n := nodeOf(t)
	return Node{
		Master: n.id, CIP: n.cip(), CIPI: "Bond10G", Maintenance: modeOf(tx, t), MIP: n.mip(), MIPI: "Bond1G",
		Name: n.name(), ID: n.id, Platform: platform(), SIP: n.cip(), SIPI: "Bond10G", Version: softwareVersion,
		UUID: n.uuid(), Networks: []struct{}{},
	}
}

func pendingDoc(t world.Resource) PendingNode {
	n := nodeOf(t)
	return PendingNode{
		CIP: n.cip(), CIPI: "Bond10G", Compatible: true, MIP: n.mip(), MIPI: "Bond1G", Name: n.name(), ID: n.pending,
		Platform: platform(), SIP: n.cip(), SIPI: "Bond10G", Version: softwareVersion, UUID: n.uuid(),
	}
}

func activeDocs(tx *world.Tx) []Node {
	docs := []Node{}
	for _, t := range nodes(tx) {
		docs = append(docs, nodeDoc(tx, t))
	}
	return docs
}

// pendingDocs returns the pending nodes. A node that is being added is among them until it is active [inferred].
func pendingDocs(tx *world.Tx) []PendingNode {
	inventory(tx)
	docs := []PendingNode{}
	for _, t := range tx.Resources(name, "pending") {
		docs = append(docs, pendingDoc(t))
	}
	return docs
}

// ActiveNodes is the result of ListActiveNodes.
type ActiveNodes struct {
	Nodes []Node `json:"nodes"`
}

// ListActiveNodes lists the active nodes (ND listactivenodes).
func (service) ListActiveNodes(r *http.Request, _ *None, a *ActiveNodes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		a.Nodes = activeDocs(tx)
		return nil
	})
}

// PendingNodes is the result of ListPendingNodes.
type PendingNodes struct {
	Nodes []PendingNode `json:"pendingNodes"`
}

// ListPendingNodes lists the nodes that AddNodes can add (ND listpendingnodes).
func (service) ListPendingNodes(r *http.Request, _ *None, a *PendingNodes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		a.Nodes = pendingDocs(tx)
		return nil
	})
}

// AllNodes is the result of ListAllNodes.
type AllNodes struct {
	Active        []Node        `json:"nodes"`
	PendingActive []struct{}    `json:"pendingActiveNodes"`
	Pending       []PendingNode `json:"pendingNodes"`
}

// ListAllNodes lists active and pending nodes (ND listallnodes).
func (service) ListAllNodes(r *http.Request, _ *None, a *AllNodes) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		*a = AllNodes{activeDocs(tx), []struct{}{}, pendingDocs(tx)}
		return nil
	})
}
