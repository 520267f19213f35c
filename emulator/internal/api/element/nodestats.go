package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// NodesStats is the result of ListNodeStats.
type NodesStats struct {
	Stats NodeStatsList `json:"nodeStats"`
}

// NodeStatsList is the list inside it.
type NodeStatsList struct {
	Nodes []NodeStats `json:"nodes"`
}

// NodeStats is the object of ND nodestats. There is no I/O, so its counters are 0.
type NodeStats struct {
	CBytesIn              int64         `json:"cBytesIn"`
	CBytesOut             int64         `json:"cBytesOut"`
	Count                 int64         `json:"count"`
	CPU                   int64         `json:"cpu"`
	CPUTotal              int64         `json:"cpuTotal"`
	MBytesIn              int64         `json:"mBytesIn"`
	MBytesOut             int64         `json:"mBytesOut"`
	UtilizationCluster    int64         `json:"networkUtilizationCluster"`
	UtilizationStorage    int64         `json:"networkUtilizationStorage"`
	Heat                  NodeHeat      `json:"nodeHeat"`
	NodeID                int64         `json:"nodeID"`
	ReadLatencyUSecTotal  int64         `json:"readLatencyUSecTotal"`
	ReadOps               int64         `json:"readOps"`
	SBytesIn              int64         `json:"sBytesIn"`
	SBytesOut             int64         `json:"sBytesOut"`
	Load                  LoadHistogram `json:"ssLoadHistogram"`
	Timestamp             string        `json:"timestamp"`
	UsedMemory            int64         `json:"usedMemory"`
	WriteLatencyUSecTotal int64         `json:"writeLatencyUSecTotal"`
	WriteOps              int64         `json:"writeOps"`
}

// NodeHeat is the load of a node's volumes.
type NodeHeat struct {
	Primary       float64 `json:"primaryTotalHeat"`
	RecentPrimary float64 `json:"recentPrimaryTotalHeat"`
	Recent        float64 `json:"recentTotalHeat"`
	Total         float64 `json:"totalHeat"`
}

// LoadHistogram counts samples of a node's load, in percent.
type LoadHistogram struct {
	Bucket0       int64 `json:"Bucket0"`
	Bucket1To19   int64 `json:"Bucket1To19"`
	Bucket20To39  int64 `json:"Bucket20To39"`
	Bucket40To59  int64 `json:"Bucket40To59"`
	Bucket60To79  int64 `json:"Bucket60To79"`
	Bucket80To100 int64 `json:"Bucket80To100"`
}

// ListNodeStats lists the activity of the active nodes (ND listnodestats).
func (service) ListNodeStats(r *http.Request, _ *None, a *NodesStats) error {
	a.Stats.Nodes = []NodeStats{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range nodes(tx) {
			a.Stats.Nodes = append(a.Stats.Nodes, NodeStats{NodeID: nodeOf(t).id, Timestamp: precise(tx.At())})
		}
		return nil
	})
}
