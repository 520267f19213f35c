package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// GetClusterHardwareInfoParams are the parameters of GetClusterHardwareInfo.
type GetClusterHardwareInfoParams struct{ kind string }

func (p *GetClusterHardwareInfoParams) read(in *params) {
	p.kind = in.word("type", "drives", "nodes", "all")
}

// HardwareInfo is the hardware of the cluster.
type HardwareInfo struct {
	Info Hardware `json:"clusterHardwareInfo"`
}

// Hardware are drives and nodes by id.
type Hardware struct {
	Drives map[string]DriveHardware `json:"drives,omitempty"`
	Nodes  map[string]NodeHardware  `json:"nodes,omitempty"`
}

// DriveHardware is a drive as a thing of metal: a few of the members of ND's example.
type DriveHardware struct {
	Description string `json:"description"`
	Product     string `json:"product"`
	Serial      string `json:"serial"`
	Size        int64  `json:"size"`
}

// NodeHardware is a node as a thing of metal: a few of the members of ND's example.
type NodeHardware struct {
	Platform PlatformInfo `json:"platform"`
	UUID     string       `json:"uuid"`
}

// GetClusterHardwareInfo tells the hardware (ND getclusterhardwareinfo). Trident reads the nodes' platforms.
func (service) GetClusterHardwareInfo(r *http.Request, p *GetClusterHardwareInfoParams, a *HardwareInfo) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		if p.kind != "nodes" {
			a.Info.Drives = map[string]DriveHardware{}
			for _, t := range drives(tx) {
				d := driveDoc(t)
				a.Info.Drives[t.ID] = DriveHardware{"ATA      Drive", "JOBSIM-SSD", d.Serial, d.Capacity}
			}
		}
		if p.kind != "drives" {
			a.Info.Nodes = map[string]NodeHardware{}
			for _, t := range nodes(tx) {
				a.Info.Nodes[t.ID] = NodeHardware{platform(), nodeOf(t).uuid()}
			}
		}
		return nil
	})
}

// NodeConfig is the configuration of the node that is asked.
type NodeConfig struct {
	Config Config `json:"config"`
}

// Config is a node's configuration.
type Config struct {
	Cluster ClusterConfig       `json:"cluster"`
	Network map[string]struct{} `json:"network"` // no interfaces are told
}

// ClusterConfig is how a node takes part in its cluster (ND cluster).
type ClusterConfig struct {
	CIPI     string   `json:"cipi"`
	Cluster  string   `json:"cluster"`
	Capable  bool     `json:"encryptionCapable"`
	Ensemble []string `json:"ensemble"`
	MIPI     string   `json:"mipi"`
	Name     string   `json:"name"`
	NodeID   int64    `json:"nodeID"`
	Pending  int64    `json:"pendingNodeID"`
	Role     string   `json:"role"`
	SIPI     string   `json:"sipi"`
	State    string   `json:"state"`
	Version  string   `json:"version"`
}

// GetConfig tells the configuration of a node, the first one here (ND getconfig). The Go SDK of 2017 asks for it on port
// 442.
func (service) GetConfig(_ *http.Request, _ *None, a *NodeConfig) error {
	first := node{id: 1, host: 1}
	a.Config = Config{ClusterConfig{
		CIPI: "Bond10G", Cluster: clusterName, Capable: true, Ensemble: ensemble(), MIPI: "Bond1G", Name: first.name(),
		NodeID: first.id, Role: "Storage", SIPI: "Bond10G", State: "Active", Version: currentVersion,
	}, map[string]struct{}{}}
	return nil
}
