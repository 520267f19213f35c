package element

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The inventory that a cluster begins with (inferred): three storage nodes of four drives each, of which the last node's
// last three drives are available, and two nodes that are pending.
const (
	firstNodes   = 3
	pendingNodes = 2
	nodeDrives   = 4
)

// The modes of a node (ND enablemaintenancemode).
const (
	modeDisabled   = "Disabled"
	modePreparing  = "PreparingForMaintenance"
	modeReady      = "ReadyForMaintenance"
	modeRecovering = "RecoveringFromMaintenance"
	modeFailed     = "FailedToRecover"
)

// node is what the world keeps of a node; its status there is its maintenance mode.
type node struct {
	id      int64
	pending int64 // its id while it was pending; 0 for one that always was active
	host    int64 // the last part of its addresses
}

func nodeName(id int64) world.Name { return world.Name{API: name, Kind: "node", ID: decimal(id)} }

func pendingName(id int64) world.Name { return world.Name{API: name, Kind: "pending", ID: decimal(id)} }

func nodeOf(t world.Resource) node {
	n, _ := t.Props.(node)
	return n
}

func (n node) mip() string  { return fmt.Sprintf("192.0.2.%d", 100+n.host) }
func (n node) cip() string  { return fmt.Sprintf("198.51.100.%d", 100+n.host) }
func (n node) name() string { return fmt.Sprintf("%s-%d", clusterName, n.host) }
func (n node) uuid() string { return fmt.Sprintf("6A6F6273-696D-4000-8000-%012d", n.host) }

func ensemble() []string {
	var ips []string
	for host := range int64(firstNodes) {
		ips = append(ips, node{host: host + 1}.cip())
	}
	return ips
}

// nodes are the active nodes. The inventory is there when first it is asked for.
func nodes(tx *world.Tx) []world.Resource {
	inventory(tx)
	return slices.DeleteFunc(tx.Resources(name, "node"), func(t world.Resource) bool { return !t.Made })
}

// inventory makes the cluster's nodes and drives once.
func inventory(tx *world.Tx) {
	if _, ok := tx.Resource(nodeName(1)); ok {
		return
	}
	for range firstNodes {
		id := int64(tx.Next(counter("node")))
		tx.Put(nodeName(id), "", modeDisabled, node{id: id, host: id})
		for slot := range int64(nodeDrives) {
			newDrive(tx, id, slot, id == firstNodes && slot > 0)
		}
	}
	for id := range int64(pendingNodes) {
		tx.Put(pendingName(id+1), "", "", node{pending: id + 1, host: firstNodes + id + 1})
	}
}

// PlatformInfo is what a node is made of (the example of ND addnodes).
type PlatformInfo struct {
	Chassis string `json:"chassisType"`
	CPU     string `json:"cpuModel"`
	Memory  int64  `json:"nodeMemoryGB"`
	Type    string `json:"nodeType"`
}

func platform() PlatformInfo {
	return PlatformInfo{"R620", "Intel(R) Xeon(R) CPU E5-2640 0 @ 2.50GHz", 72, "SF3010"}
}

// AddNodesParams are the parameters of AddNodes.
type AddNodesParams struct {
	pending     []int64
	autoInstall bool
}

func (p *AddNodesParams) read(in *params) {
	p.pending = in.needIntegers("pendingNodes")
	p.autoInstall = in.truth("autoInstall", true)
}

// AddedNodes are nodes that are being added, each by a job of its own.
type AddedNodes struct {
	AutoInstall bool        `json:"autoInstall"`
	Nodes       []AddedNode `json:"nodes"`
}

// AddedNode is one of them (ND addnodes).
type AddedNode struct {
	Key      string       `json:"activeNodeKey"`
	ID       int64        `json:"assignedNodeID"`
	Handle   int64        `json:"asyncHandle"`
	CIP      string       `json:"cip"`
	MIP      string       `json:"mip"`
	Pending  int64        `json:"pendingNodeID"`
	Platform PlatformInfo `json:"platformInfo"`
	SIP      string       `json:"sip"`
	Version  string       `json:"softwareVersion"`
}

// imaging is how a pending node goes by itself; the time is inferred. It is read only.
var imaging = inTime(time.Minute)

// AddNodes adds pending nodes to the cluster (ND addnodes). A node is active, and its drives are available, once its job
// has succeeded.
func (service) AddNodes(r *http.Request, p *AddNodesParams, a *AddedNodes) error {
	c := callOf(r)
	*a = AddedNodes{p.autoInstall, []AddedNode{}}
	return c.Do(func(tx *world.Tx) error {
		inventory(tx)
		for i, id := range p.pending {
			t, ok := tx.Resource(pendingName(id))
			if !ok || t.Busy != (job.Ref{}) || slices.Contains(p.pending[:i], id) {
				return refuseAs("xDBNoSuchPath",
					fmt.Sprintf("DBClient operation requested on a non-existent path at [/pendingnodes/%d]", id))
			}
		}
		for _, id := range p.pending {
			s, err := begin(c, tx, rtfi, attributes{}, imaging)
			if err != nil {
				return err
			}
			n := joinNode(tx, s.Ref, id)
			a.Nodes = append(a.Nodes, AddedNode{
				newKey(tx)[:10], n.id, number(s.ID), n.cip(), n.mip(), id, platform(), n.cip(), softwareVersion,
			})
		}
		return nil
	})
}

// joinNode makes an active node of a pending one, by a job.
func joinNode(tx *world.Tx, by job.Ref, pending int64) node {
	t, _ := tx.Resource(pendingName(pending))
	tx.Apply(t.Name, world.Effect{Job: by, Ends: true})
	n := nodeOf(t)
	n.id = int64(tx.Next(counter("node")))
	makes := world.Effect{Job: by, Makes: true}
	tx.Put(nodeName(n.id), "", modeDisabled, n)
	tx.Apply(nodeName(n.id), makes)
	for slot := range int64(nodeDrives) {
		tx.Apply(newDrive(tx, n.id, slot, true), makes)
	}
	return n
}
