package element

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The inventory of a new cluster [inferred]: three storage nodes with four drives each, of which the last three drives
// of the last node are available, and two pending nodes.
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

// node is the state of a node. Its status in the world is its maintenance mode, unless that has timed out.
type node struct {
	id      int64
	pending int64 // its id while it was pending; 0 for a node of the first inventory
	host    int64 // the last part of its addresses
	// timeout is how long it stays ready for maintenance; 0: until the mode is disabled.
	timeout time.Duration
}

// modeOf returns the maintenance mode of a node, which ends by itself after its timeout (ND enablemaintenancemode).
func modeOf(tx *world.Tx, t world.Resource) string {
	if timeout := nodeOf(t).timeout; t.Status == modeReady && timeout > 0 && !tx.At().Before(t.Updated.Add(timeout)) {
		return modeDisabled
	}
	return t.Status
}

func nodeName(id int64) world.Name { return world.Name{API: name, Kind: "node", ID: formatID(id)} }

func pendingName(id int64) world.Name {
	return world.Name{API: name, Kind: "pending", ID: formatID(id)}
}

func nodeOf(t world.Resource) node {
	n, _ := t.Props.(node)
	return n
}

func (n node) mip() string  { return fmt.Sprintf("192.0.2.%d", 100+n.host) }
func (n node) cip() string  { return fmt.Sprintf("198.51.100.%d", 100+n.host) }
func (n node) name() string { return fmt.Sprintf("%s-%d", clusterName, n.host) }
func (n node) uuid() string { return fmt.Sprintf("6A6F6273-696D-4000-8000-%012d", n.host) }

// primaryNode returns the id of the node that serves a volume [inferred]: one of the first inventory, in turn.
func primaryNode(volumeID int64) int64 { return (volumeID-1)%firstNodes + 1 }

func ensemble() []string {
	var ips []string
	for host := range int64(firstNodes) {
		ips = append(ips, node{host: host + 1}.cip())
	}
	return ips
}

// nodes returns the active nodes, sorted by id. It creates the inventory first if there is none.
func nodes(tx *world.Tx) []world.Resource {
	inventory(tx)
	return madeByID(tx, "node")
}

// madeByID returns the resources of a kind that are no longer being made, sorted by id.
func madeByID(tx *world.Tx, kind string) []world.Resource {
	all := slices.DeleteFunc(tx.Resources(name, kind), func(t world.Resource) bool { return !t.Made })
	slices.SortStableFunc(all, func(a, b world.Resource) int { return cmp.Compare(parseID(a.ID), parseID(b.ID)) })
	return all
}

// inventory creates the cluster's nodes and drives once.
func inventory(tx *world.Tx) {
	if t, _ := tx.Resource(pendingName(1)); t.Name != (world.Name{}) {
		return
	}
	for id := range int64(firstNodes) {
		putNew(tx, nodeName(id+1), modeDisabled, node{id: id + 1, host: id + 1})
	}
	tx.Reserve(counter("node"), firstNodes)
	for id := range int64(firstNodes * nodeDrives) {
		d := firstDrive(id + 1)
		putNew(tx, driveName(d.id), d.firstStatus(), d)
	}
	tx.Reserve(counter("drive"), firstNodes*nodeDrives)
	for id := range int64(pendingNodes) {
		tx.Put(pendingName(id+1), "", "", node{pending: id + 1, host: firstNodes + id + 1})
	}
}

// putNew creates a resource unless a job of a scenario has created it.
func putNew(tx *world.Tx, n world.Name, status string, props any) {
	if t, _ := tx.Resource(n); t.Name == (world.Name{}) {
		tx.Put(n, "", status, props)
	}
}

// PlatformInfo is the hardware of a node, with the values of the example of ND addnodes.
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
	p.pending = in.requireIntegers("pendingNodes")
	p.autoInstall = in.boolean("autoInstall", true)
}

// AddedNodes is the result of AddNodes. Each node is added by a job of its own.
type AddedNodes struct {
	AutoInstall bool        `json:"autoInstall"`
	Nodes       []AddedNode `json:"nodes"`
}

// AddedNode is one row of AddedNodes (ND addnodes).
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

// imagingTimeline is the timeline of a pending node; its length is [inferred]. It is read only.
var imagingTimeline = runFor(time.Minute)

// AddNodes adds pending nodes to the cluster (ND addnodes). A node becomes active, and its drives available, when its
// job succeeds.
func (service) AddNodes(r *http.Request, p *AddNodesParams, a *AddedNodes) error {
	c := callOf(r)
	*a = AddedNodes{p.autoInstall, []AddedNode{}}
	return c.Do(func(tx *world.Tx) error {
		inventory(tx)
		for i, id := range p.pending {
			t, ok := tx.Resource(pendingName(id))
			if !ok || t.Busy != (job.Ref{}) || slices.Contains(p.pending[:i], id) {
				return apiErrorWithMessage("xDBNoSuchPath",
					fmt.Sprintf("DBClient operation requested on a non-existent path at [/pendingnodes/%d]", id))
			}
		}
		for _, id := range p.pending {
			s, err := startJob(c, tx, rtfi, attributes{}, imagingTimeline)
			if err != nil {
				return err
			}
			n := joinNode(tx, s.Ref, id)
			a.Nodes = append(a.Nodes, AddedNode{
				newKey(tx)[:10], n.id, parseID(s.ID), n.cip(), n.mip(), id, platform(), n.cip(), softwareVersion,
			})
		}
		return nil
	})
}

// joinNode records that a job turns a pending node into an active one, and returns the node.
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
