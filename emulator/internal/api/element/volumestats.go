package element

import (
	"net/http"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// precise formats a time as the statistics do: microseconds, UTC, Z (ND listvolumestats).
func precise(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// VolumeStats is the object of ND volumestats. There is no I/O, so its counters are 0, and all blocks are empty.
type VolumeStats struct {
	AccountID             int64         `json:"accountID"`
	ActualIOPS            int64         `json:"actualIOPS"`
	AsyncDelay            *string       `json:"asyncDelay"` // no volume is paired
	AverageIOPSize        int64         `json:"averageIOPSize"`
	BurstIOPSCredit       int64         `json:"burstIOPSCredit"`
	ClientQueueDepth      int64         `json:"clientQueueDepth"`
	DesiredMetadataHosts  *struct{}     `json:"desiredMetadataHosts"` // no volume migrates
	LatencyUSec           int64         `json:"latencyUSec"`
	MetadataHosts         MetadataHosts `json:"metadataHosts"`
	NonZeroBlocks         int64         `json:"nonZeroBlocks"`
	NormalizedIOPS        int64         `json:"normalizedIOPS"`
	ReadBytes             int64         `json:"readBytes"`
	ReadBytesLastSample   int64         `json:"readBytesLastSample"`
	ReadLatencyUSec       int64         `json:"readLatencyUSec"`
	ReadLatencyUSecTotal  int64         `json:"readLatencyUSecTotal"`
	ReadOps               int64         `json:"readOps"`
	ReadOpsLastSample     int64         `json:"readOpsLastSample"`
	SamplePeriodMSec      int64         `json:"samplePeriodMSec"`
	Throttle              float64       `json:"throttle"`
	Timestamp             string        `json:"timestamp"`
	UnalignedReads        int64         `json:"unalignedReads"`
	UnalignedWrites       int64         `json:"unalignedWrites"`
	AccessGroups          []int64       `json:"volumeAccessGroups"`
	VolumeID              int64         `json:"volumeID"`
	VolumeSize            int64         `json:"volumeSize"`
	VolumeUtilization     float64       `json:"volumeUtilization"`
	WriteBytes            int64         `json:"writeBytes"`
	WriteBytesLastSample  int64         `json:"writeBytesLastSample"`
	WriteLatencyUSec      int64         `json:"writeLatencyUSec"`
	WriteLatencyUSecTotal int64         `json:"writeLatencyUSecTotal"`
	WriteOps              int64         `json:"writeOps"`
	WriteOpsLastSample    int64         `json:"writeOpsLastSample"`
	ZeroBlocks            int64         `json:"zeroBlocks"`
}

// MetadataHosts are the services that hold a volume's metadata. Their ids are those of the nodes [inferred].
type MetadataHosts struct {
	Dead    []int64 `json:"deadSecondaries"`
	Live    []int64 `json:"liveSecondaries"`
	Primary int64   `json:"primary"`
}

// volumeStats returns the statistics of a volume.
func volumeStats(tx *world.Tx, t world.Resource) VolumeStats {
	v := volumeOf(t)
	primary := primaryNode(v.id)
	return VolumeStats{
		AccountID: v.accountID, MetadataHosts: MetadataHosts{[]int64{}, []int64{primaryNode(v.id + 1)}, primary},
		SamplePeriodMSec: 500, Timestamp: precise(tx.At()), AccessGroups: accessGroupsWith(tx, v.id), VolumeID: v.id,
		VolumeSize: v.size, ZeroBlocks: v.size / 4096,
	}
}

// OneVolumeStats is the result of GetVolumeStats. ND getvolumestats calls it an object; its example, which is not closed, has an
// array.
type OneVolumeStats struct {
	Stats VolumeStats `json:"volumeStats"`
}

// GetVolumeStats returns the statistics of a volume (ND getvolumestats).
func (service) GetVolumeStats(r *http.Request, p *VolumeIDParams, a *OneVolumeStats) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		lookUpVolume(tx, p.volumeID)
		t, err := existingVolume(tx, p.volumeID)
		if err == nil {
			a.Stats = volumeStats(tx, t)
		}
		return err
	})
}

// VolumeIDsParams are the parameters of ListVolumeQoSHistograms.
type VolumeIDsParams struct{ ids []int64 }

func (p *VolumeIDsParams) read(in *params) { p.ids = in.integers("volumeIDs") }

// ListVolumeStatsParams are the parameters of ListVolumeStats.
type ListVolumeStatsParams struct{ VolumeIDsParams }

func (p *ListVolumeStatsParams) read(in *params) {
	p.VolumeIDsParams.read(in)
	in.boolean("includeVirtualVolumes", true)
}

// volumes returns the volumes that are named, or all.
func (p *VolumeIDsParams) volumes(tx *world.Tx) []world.Resource {
	for _, id := range p.ids {
		lookUpVolume(tx, id)
	}
	return slices.DeleteFunc(listedVolumes(tx), func(t world.Resource) bool {
		return len(p.ids) > 0 && !slices.Contains(p.ids, volumeOf(t).id)
	})
}

// VolumesStats is the result of ListVolumeStats.
type VolumesStats struct {
	Stats []VolumeStats `json:"volumeStats"`
}

// ListVolumeStats lists the statistics of volumes by id (ND listvolumestats).
func (service) ListVolumeStats(r *http.Request, p *ListVolumeStatsParams, a *VolumesStats) error {
	a.Stats = []VolumeStats{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range p.volumes(tx) {
			a.Stats = append(a.Stats, volumeStats(tx, t))
		}
		return nil
	})
}
