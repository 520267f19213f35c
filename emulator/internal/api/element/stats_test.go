package element_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The statistics have the members of ND getvolumestats, getclusterstats, listnodestats, listvolumeqoshistograms and
// getclusterfullthreshold.
func TestStats(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	const now = "2026-01-02T12:00:00.000000Z"
	s := call(t, b, "GetVolumeStats", `{"volumeID":2}`).Get("volumeStats")
	require.Equal(t, `[2,1,2000683008,488448,{"deadSecondaries":[],"liveSecondaries":[3],"primary":2},null,500,"`+now+`"]`,
		s.Get("[volumeID,accountID,volumeSize,zeroBlocks,metadataHosts,asyncDelay,samplePeriodMSec,timestamp]").Raw)
	require.Equal(t, `[1,2]`, call(t, b, "ListVolumeStats", `{}`).Get("volumeStats.#.volumeID").Raw)
	require.Equal(t, `[2]`, call(t, b, "ListVolumeStats", `{"volumeIDs":[2],"includeVirtualVolumes":false}`).Get("volumeStats.#.volumeID").Raw)
	require.Equal(t, `[[1,"`+now+`",0]]`, call(t, b, "ListVolumeQoSHistograms", `{"volumeIDs":[1]}`).
		Get("qosHistograms.#.[volumeID,timestamp,histograms.readBlockSizes.Bucket131072Plus]").Raw)
	require.Equal(t, `[3,3,500,"`+now+`"]`, call(t, b, "GetClusterStats", `{}`).
		Get("clusterStats.[servicesCount,servicesTotal,samplePeriodMsec,timestamp]").Raw)
	require.Equal(t, `[[1,0],[2,0],[3,0]]`, call(t, b, "ListNodeStats", `{}`).Get("nodeStats.nodes.#.[nodeID,ssLoadHistogram.Bucket0]").Raw)
	require.Equal(t, "stage3Low", call(t, b, "GetClusterFullThreshold", `{}`).Get("fullness").Str)
	require.Equal(t, `{"faults":[]}`, call(t, b, "ListClusterFaults", `{"faultTypes":"current","bestPractices":true}`).Raw)
	require.Equal(t, `{"sessions":[]}`, call(t, b, "ListISCSISessions", `{}`).Raw)
	require.Equal(t, "xUnrecognizedEnumString: old", callError(t, b, "ListClusterFaults", `{"faultTypes":"old"}`))
	require.Equal(t, "xVolumeIDDoesNotExist: VolumeID 9 does not exist.", callError(t, b, "GetVolumeStats", `{"volumeID":9}`))
}
