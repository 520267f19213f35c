package clients

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestElementExporter scrapes what a Prometheus exporter scrapes, with its types: a float where it has an integer, or null where
// it has an object, ends the scrape.
func TestElementExporter(t *testing.T) {
	t.Parallel()
	s := open(t, "https")
	c := s.element(t)
	volume := c.volume(t, c.account(t, "metrics"), "data")
	c.must(t, "StartBulkVolumeRead", elementParams{"volumeID": volume, "format": "native"}, &struct{}{})

	type buckets map[string]uint64
	var volumes struct {
		Volumes []struct {
			VolumeID, AccountID                          int
			CreateTime, LastAccessTime, LastAccessTimeIO time.Time
			Name, Status, ScsiEUIDeviceID                string
			VolumePairs, VolumeAccessGroups              []any
		}
	}
	c.must(t, "ListVolumes", elementParams{"includeVirtualVolumes": true}, &volumes)
	require.Equal(t, int(volume), volumes.Volumes[0].VolumeID)
	var stats struct {
		VolumeStats []struct {
			VolumeID                                                    int
			VolumeSize, NonZeroBlocks, ZeroBlocks, BurstIOPSCredit      float64
			ReadBytes, ReadOps, WriteBytes, WriteOps, VolumeUtilization float64
			Timestamp                                                   time.Time
			VolumeAccessGroups                                          []any
		}
	}
	c.must(t, "ListVolumeStats", elementParams{"volumeIDs": []int64{}, "includeVirtualVolumes": true}, &stats)
	require.InDelta(t, 1<<30, stats.VolumeStats[0].VolumeSize, 0)
	var capacity struct {
		ClusterCapacity struct {
			ProvisionedSpace, MaxUsedSpace float64
			Timestamp                      time.Time
		}
	}
	c.must(t, "GetClusterCapacity", elementParams{}, &capacity)
	require.InDelta(t, 1<<30, capacity.ClusterCapacity.ProvisionedSpace, 0)
	var histograms struct {
		QosHistograms []struct {
			VolumeID   int
			Timestamp  time.Time
			Histograms struct{ BelowMinIopsPercentages, ReadBlockSizes, WriteBlockSizes, ThrottlePercentages buckets }
		}
	}
	c.must(t, "ListVolumeQoSHistograms", elementParams{"volumeIDs": []int64{}}, &histograms)
	require.Len(t, histograms.QosHistograms[0].Histograms.ThrottlePercentages, 6)
	var jobs struct {
		BulkVolumeJobs []struct {
			BulkVolumeID, ElapsedTime, PercentComplete, RemainingTime, SrcVolumeID int64
			CreateTime                                                             time.Time
			Attributes                                                             map[string]any
		}
	}
	c.must(t, "ListBulkVolumeJobs", elementParams{}, &jobs)
	require.Equal(t, volume, jobs.BulkVolumeJobs[0].SrcVolumeID)
	c.scrapeCluster(t)
	c.scrapeLists(t)
}

// scrapeCluster reads the figures of the cluster and its nodes.
func (c *elementClient) scrapeCluster(t *testing.T) {
	t.Helper()
	var cluster struct {
		ClusterStats struct {
			ClusterUtilization, SamplePeriodMsec, ServicesCount, ServicesTotal float64
			Timestamp                                                          time.Time
		}
	}
	c.must(t, "GetClusterStats", elementParams{}, &cluster)
	require.InDelta(t, 3, cluster.ClusterStats.ServicesTotal, 0)
	var full struct {
		BlockFullness, Fullness, MetadataFullness string
		SumTotalClusterBytes, SumUsedClusterBytes float64
	}
	c.must(t, "GetClusterFullThreshold", elementParams{}, &full)
	require.Equal(t, "stage3Low", full.Fullness)
	var nodes struct {
		NodeStats struct {
			Nodes []struct {
				NodeID          int
				Count           uint64
				CPU, UsedMemory float64
				SsLoadHistogram map[string]uint64
				Timestamp       time.Time
			}
		}
	}
	c.must(t, "ListNodeStats", elementParams{}, &nodes)
	require.Len(t, nodes.NodeStats.Nodes, 3)
	var all struct {
		Nodes []struct {
			NodeID, AssociatedMasterServiceID int
			Name, MaintenanceMode, NodeSlot   string
			PlatformInfo                      struct{ NodeMemoryGB float64 }
		}
		PendingNodes, PendingActiveNodes []any
	}
	c.must(t, "ListAllNodes", elementParams{}, &all)
	require.Equal(t, "Disabled", all.Nodes[0].MaintenanceMode)
}

// scrapeLists reads the lists that the exporter counts.
func (c *elementClient) scrapeLists(t *testing.T) {
	t.Helper()
	for method, member := range map[string]string{
		"ListClusterFaults": "faults", "ListISCSISessions": "sessions", "ListDrives": "drives", "ListAccounts": "accounts",
		"ListInitiators": "initiators", "ListVolumeAccessGroups": "volumeAccessGroups", "ListAsyncResults": "asyncHandles",
	} {
		list := map[string][]map[string]any{}
		c.must(t, method, elementParams{}, &list)
		require.NotNil(t, list[member], method)
	}
}
