package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// QoSHistograms is the result of ListVolumeQoSHistograms.
type QoSHistograms struct {
	Histograms []VolumeQoSHistogram `json:"qosHistograms"`
}

// VolumeQoSHistogram is how a volume used its QoS. There is no I/O, so its counters are 0.
type VolumeQoSHistogram struct {
	Histograms map[string]map[string]int64 `json:"histograms"`
	Timestamp  string                      `json:"timestamp"`
	VolumeID   int64                       `json:"volumeID"`
}

// The buckets of the histograms, by name (ND listvolumeqoshistograms). They are read only.
var (
	percentBuckets = map[string]int64{
		"Bucket1To19": 0, "Bucket20To39": 0, "Bucket40To59": 0, "Bucket60To79": 0, "Bucket80To100": 0,
	}
	percentBucketsWith0 = map[string]int64{
		"Bucket0": 0, "Bucket1To19": 0, "Bucket20To39": 0, "Bucket40To59": 0, "Bucket60To79": 0, "Bucket80To100": 0,
	}
	percentBucketsOver100 = map[string]int64{
		"Bucket101Plus": 0, "Bucket1To19": 0, "Bucket20To39": 0, "Bucket40To59": 0, "Bucket60To79": 0, "Bucket80To100": 0,
	}
	allPercentBuckets = map[string]int64{
		"Bucket0": 0, "Bucket101Plus": 0, "Bucket1To19": 0, "Bucket20To39": 0, "Bucket40To59": 0, "Bucket60To79": 0,
		"Bucket80To100": 0,
	}
	sizeBuckets = map[string]int64{
		"Bucket131072Plus": 0, "Bucket16384To32767": 0, "Bucket32768To65535": 0, "Bucket4096To8191": 0,
		"Bucket65536To131071": 0, "Bucket8192To16383": 0,
	}
	emptyHistograms = map[string]map[string]int64{
		"belowMinIopsPercentages": percentBuckets, "minToMaxIopsPercentages": percentBucketsOver100,
		"readBlockSizes": sizeBuckets, "targetUtilizationPercentages": allPercentBuckets,
		"throttlePercentages": percentBucketsWith0, "writeBlockSizes": sizeBuckets,
	}
)

// ListVolumeQoSHistograms lists the QoS histograms of volumes by id (ND listvolumeqoshistograms).
func (service) ListVolumeQoSHistograms(r *http.Request, p *VolumeIDsParams, a *QoSHistograms) error {
	a.Histograms = []VolumeQoSHistogram{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range p.volumes(tx) {
			a.Histograms = append(a.Histograms, VolumeQoSHistogram{emptyHistograms, precise(tx.At()), volumeOf(t).id})
		}
		return nil
	})
}
