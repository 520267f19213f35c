package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// GetClusterHardwareInfoParams are the parameters of GetClusterHardwareInfo.
type GetClusterHardwareInfoParams struct{ kind string }

func (p *GetClusterHardwareInfoParams) read(in *params) {
	p.kind = in.enum("type", "drives", "nodes", "all")
}

// HardwareInfo is the result of GetClusterHardwareInfo.
type HardwareInfo struct {
	Info Hardware `json:"clusterHardwareInfo"`
}

// Hardware lists drives and nodes by id.
type Hardware struct {
	Drives map[string]DriveHardware `json:"drives,omitempty"`
	Nodes  map[string]NodeHardware  `json:"nodes,omitempty"`
}

// DriveHardware is the hardware of a drive: some of the members of ND's example.
type DriveHardware struct {
	Description string `json:"description"`
	Product     string `json:"product"`
	Serial      string `json:"serial"`
	Size        int64  `json:"size"`
}

// NodeHardware is the hardware of a node: some of the members of ND's example.
type NodeHardware struct {
	Platform PlatformInfo `json:"platform"`
	UUID     string       `json:"uuid"`
}

// GetClusterHardwareInfo returns the hardware (ND getclusterhardwareinfo). Trident reads the nodes' platforms.
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

// NodeConfig is the result of GetConfig.
type NodeConfig struct {
	Config Config `json:"config"`
}

// Config is a node's configuration.
type Config struct {
	Cluster ClusterConfig       `json:"cluster"`
	Network map[string]struct{} `json:"network"` // always empty
}

// ClusterConfig is the object of ND cluster: a node's part in its cluster.
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

// GetConfig returns the configuration of the first node (ND getconfig). The Go SDK of 2017 calls it on port 442.
func (service) GetConfig(_ *http.Request, _ *None, a *NodeConfig) error {
	first := node{id: 1, host: 1}
	a.Config = Config{ClusterConfig{
		CIPI: "Bond10G", Cluster: clusterName, Capable: true, Ensemble: ensemble(), MIPI: "Bond1G", Name: first.name(),
		NodeID: first.id, Role: "Storage", SIPI: "Bond10G", State: "Active", Version: currentVersion,
	}, map[string]struct{}{}}
	return nil
}
