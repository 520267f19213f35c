package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// ClusterStatistics is the result of GetClusterStats.
type ClusterStatistics struct {
	Stats ClusterStats `json:"clusterStats"`
}

// ClusterStats is the object of ND clusterstats. There is no I/O, so its counters are 0.
type ClusterStats struct {
	ActualIOPS            int64   `json:"actualIOPS"`
	AverageIOPSize        int64   `json:"averageIOPSize"`
	ClientQueueDepth      int64   `json:"clientQueueDepth"`
	Utilization           float64 `json:"clusterUtilization"`
	LatencyUSec           int64   `json:"latencyUSec"`
	NormalizedIOPS        int64   `json:"normalizedIOPS"`
	ReadBytes             int64   `json:"readBytes"`
	ReadBytesLastSample   int64   `json:"readBytesLastSample"`
	ReadLatencyUSec       int64   `json:"readLatencyUSec"`
	ReadLatencyUSecTotal  int64   `json:"readLatencyUSecTotal"`
	ReadOps               int64   `json:"readOps"`
	ReadOpsLastSample     int64   `json:"readOpsLastSample"`
	SamplePeriodMsec      int64   `json:"samplePeriodMsec"` // samplePeriodMSec in ND clusterstats; its method's example has this
	ServicesCount         int64   `json:"servicesCount"`
	ServicesTotal         int64   `json:"servicesTotal"`
	Timestamp             string  `json:"timestamp"`
	UnalignedReads        int64   `json:"unalignedReads"`
	UnalignedWrites       int64   `json:"unalignedWrites"`
	WriteBytes            int64   `json:"writeBytes"`
	WriteBytesLastSample  int64   `json:"writeBytesLastSample"`
	WriteLatencyUSec      int64   `json:"writeLatencyUSec"`
	WriteLatencyUSecTotal int64   `json:"writeLatencyUSecTotal"`
	WriteOps              int64   `json:"writeOps"`
	WriteOpsLastSample    int64   `json:"writeOpsLastSample"`
}

// GetClusterStats returns the activity of the cluster (ND getclusterstats). Each node has one service [inferred].
func (service) GetClusterStats(r *http.Request, _ *None, a *ClusterStatistics) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		services := int64(len(nodes(tx)))
		a.Stats = ClusterStats{
			SamplePeriodMsec: 500, ServicesCount: services, ServicesTotal: services, Timestamp: precise(tx.At()),
		}
		return nil
	})
}

// FullThreshold is the result of GetClusterFullThreshold.
type FullThreshold struct {
	BlockFullness            string `json:"blockFullness"`
	Fullness                 string `json:"fullness"`
	MaxMetadataOverProvision int64  `json:"maxMetadataOverProvisionFactor"`
	MetadataFullness         string `json:"metadataFullness"`
	SliceReserveUsedPct      int64  `json:"sliceReserveUsedThresholdPct"`
	Stage2Aware              int64  `json:"stage2AwareThreshold"`
	Stage2BlockBytes         int64  `json:"stage2BlockThresholdBytes"`
	Stage3BlockBytes         int64  `json:"stage3BlockThresholdBytes"`
	Stage3BlockPercent       int64  `json:"stage3BlockThresholdPercent"`
	Stage3Low                int64  `json:"stage3LowThreshold"`
	Stage4BlockBytes         int64  `json:"stage4BlockThresholdBytes"`
	Stage4Critical           int64  `json:"stage4CriticalThreshold"`
	Stage5BlockBytes         int64  `json:"stage5BlockThresholdBytes"`
	TotalBytes               int64  `json:"sumTotalClusterBytes"`
	TotalMetadataBytes       int64  `json:"sumTotalMetadataClusterBytes"`
	UsedBytes                int64  `json:"sumUsedClusterBytes"`
	UsedMetadataBytes        int64  `json:"sumUsedMetadataClusterBytes"`
}

// GetClusterFullThreshold returns the stages of the cluster's fullness, with the values of the example of
// ND getclusterfullthreshold. They never change.
func (service) GetClusterFullThreshold(_ *http.Request, _ *None, a *FullThreshold) error {
	*a = FullThreshold{
		BlockFullness: "stage1Happy", Fullness: "stage3Low", MaxMetadataOverProvision: 5, MetadataFullness: "stage3Low",
		SliceReserveUsedPct: 5, Stage2Aware: 3, Stage2BlockBytes: 2640607661261, Stage3BlockBytes: 8281905846682,
		Stage3BlockPercent: 5, Stage3Low: 2, Stage4BlockBytes: 8641988709581, Stage4Critical: 1,
		Stage5BlockBytes: 12002762096640, TotalBytes: 12002762096640, TotalMetadataBytes: 404849531289,
		UsedBytes: 45553617581, UsedMetadataBytes: 31703113728,
	}
	return nil
}
