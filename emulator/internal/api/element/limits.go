package element

import "net/http"

// Limits are the limits of the cluster by name, with the values of the example of ND getlimits.
type Limits map[string]int64

// GetLimits returns the limits of the running software, whatever version the path names (ND getlimits). jobsim enforces
// those of bulk jobs, clones, snapshots, group snapshots and access groups, and of the names and sizes of volumes and accounts.
func (service) GetLimits(_ *http.Request, _ *None, a *Limits) error {
	*a = limits
	return nil
}

// limits is read only.
var limits = Limits{
	"accountCountMax": 5000, "accountNameLengthMax": 64, "accountNameLengthMin": 1,
	"backupTargetNameLengthMax": 64, "backupTargetNameLengthMin": 1,
	"bulkVolumeJobsPerNodeMax": bulkJobsPerNode, "bulkVolumeJobsPerVolumeMax": bulkJobsPerVolume,
	"chapCredentialsCountMax": 15000,
	"cloneJobsPerNodeMax":     cloneJobsPerNode, "cloneJobsPerVirtualVolumeMax": 8, "cloneJobsPerVolumeMax": cloneJobsPerVolume,
	"clusterAdminAccountMax": 5000, "clusterAdminInfoNameLengthMax": 1024, "clusterAdminInfoNameLengthMin": 1,
	"clusterPairsCountMax": 4, "fibreChannelVolumeAccessMax": 16384,
	"initiatorAliasLengthMax": 224, "initiatorCountMax": 10000, "initiatorNameLengthMax": 224,
	"initiatorsPerVolumeAccessGroupCountMax": initiatorsPerAccessGroup, "iscsiSessionsFromFibreChannelNodesMax": 4096,
	"maxAuthSessionsForCluster": 1024, "maxAuthSessionsPerUser": 1024,
	"nodesPerClusterCountMax": 100, "nodesPerClusterCountMin": 3,
	"qosPolicyCountMax": 500, "qosPolicyNameLengthMax": 64, "qosPolicyNameLengthMin": 1,
	"scheduleNameLengthMax": 244, "secretLengthMax": 16, "secretLengthMin": 12,
	"snapMirrorEndpointIPAddressesCountMax": 64, "snapMirrorEndpointsCountMax": 4, "snapMirrorLabelLengthMax": 31,
	"snapMirrorObjectAttributeValueInfoCountMax": 9900000,
	"snapshotNameLengthMax":                      255, "snapshotsPerVolumeMax": snapshotsPerVolume, "storageNodesPerClusterCountMin": 2,
	"virtualVolumeCountMax": 8000, "virtualVolumesPerAccountCountMax": 10000,
	"volumeAccessGroupCountMax": 1000, "volumeAccessGroupLunMax": 16383,
	"volumeAccessGroupNameLengthMax": 64, "volumeAccessGroupNameLengthMin": 1,
	"volumeAccessGroupsPerInitiatorCountMax": 1, "volumeAccessGroupsPerVolumeCountMax": 64,
	"volumeBurstIOPSMax": 200000, "volumeBurstIOPSMin": 100, "volumeCountMax": 4000,
	"volumeMaxIOPSMax": 200000, "volumeMaxIOPSMin": 100, "volumeMinIOPSMax": 15000, "volumeMinIOPSMin": 50,
	"volumeNameLengthMax": 64, "volumeNameLengthMin": 1,
	"volumeSizeMax": volumeSizeMax, "volumeSizeMin": volumeSizeMin,
	"volumesPerAccountCountMax": 2000, "volumesPerGroupSnapshotMax": volumesPerGroupSnapshot, "volumesPerVolumeAccessGroupCountMax": volumesPerAccessGroup,
	"witnessNodesPerClusterCountMax": 4,
}
