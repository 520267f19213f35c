package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// The identity of the emulated cluster. Its addresses are from the ranges for documentation (RFC 5737).
const (
	clusterName  = "jobsim"
	clusterUUID  = "6a6f6273-696d-4000-8000-656c656d656e"
	uniqueID     = "jsim"
	managementIP = "192.0.2.10"
	storageIP    = "198.51.100.10"
)

// ClusterInfo is the result of GetClusterInfo.
type ClusterInfo struct {
	Info Cluster `json:"clusterInfo"`
}

// Cluster is the object of ND clusterinfo.
type Cluster struct {
	Attributes       struct{} `json:"attributes"`
	DefaultScheme    string   `json:"defaultProtectionScheme"`
	EnabledSchemes   []string `json:"enabledProtectionSchemes"`
	Encryption       string   `json:"encryptionAtRestState"`
	Ensemble         []string `json:"ensemble"`
	MVIP             string   `json:"mvip"`
	MVIPInterface    string   `json:"mvipInterface"`
	MVIPNode         int64    `json:"mvipNodeID"`
	MVIPTag          string   `json:"mvipVlanTag"`
	Name             string   `json:"name"`
	Replicas         int64    `json:"repCount"`
	SoftEncryption   string   `json:"softwareEncryptionAtRestState"`
	SupportedSchemes []string `json:"supportedProtectionSchemes"`
	SVIP             string   `json:"svip"`
	SVIPInterface    string   `json:"svipInterface"`
	SVIPNode         int64    `json:"svipNodeID"`
	SVIPTag          string   `json:"svipVlanTag"`
	UniqueID         string   `json:"uniqueID"`
	UUID             string   `json:"uuid"`
	LoadBalance      string   `json:"volumeLoadBalanceOnActualIopsState"`
}

// GetClusterInfo returns the cluster's names and addresses (ND getclusterinfo).
func (service) GetClusterInfo(_ *http.Request, _ *None, a *ClusterInfo) error {
	schemes := []string{"doubleHelix"}
	a.Info = Cluster{
		DefaultScheme: schemes[0], EnabledSchemes: schemes, Encryption: "disabled", Ensemble: ensemble(),
		MVIP: managementIP, MVIPInterface: "Bond1G", MVIPNode: 1, MVIPTag: "0", Name: clusterName, Replicas: 2,
		SoftEncryption: "disabled", SupportedSchemes: schemes, SVIP: storageIP, SVIPInterface: "Bond10G", SVIPNode: 1,
		SVIPTag: "0", UniqueID: uniqueID, UUID: clusterUUID, LoadBalance: "enabled",
	}
	return nil
}

// ClusterVersion is the result of GetClusterVersionInfo.
type ClusterVersion struct {
	API      string          `json:"clusterAPIVersion"`
	Version  string          `json:"clusterVersion"`
	Nodes    []NodeVersion   `json:"clusterVersionInfo"`
	Software SoftwareVersion `json:"softwareVersionInfo"`
}

// NodeVersion is the software of a node.
type NodeVersion struct {
	ID       int64  `json:"nodeID"`
	Revision string `json:"nodeInternalRevision"`
	Version  string `json:"nodeVersion"`
}

// SoftwareVersion describes an upgrade; none is in progress.
type SoftwareVersion struct {
	Current string `json:"currentVersion"`
	NodeID  int64  `json:"nodeID"`
	Package string `json:"packageName"`
	Pending string `json:"pendingVersion"`
	Started string `json:"startTime"`
}

// GetClusterVersionInfo returns the software of the cluster and its nodes (ND getclusterversioninfo).
func (service) GetClusterVersionInfo(r *http.Request, _ *None, a *ClusterVersion) error {
	*a = ClusterVersion{
		API: currentVersion, Version: softwareVersion,
		Software: SoftwareVersion{Current: softwareVersion, Pending: softwareVersion},
	}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range nodes(tx) {
			a.Nodes = append(a.Nodes, NodeVersion{nodeOf(t).id, "BuildType=Release", softwareVersion})
		}
		return nil
	})
}

// ClusterCapacity is the result of GetClusterCapacity.
type ClusterCapacity struct {
	Capacity Capacity `json:"clusterCapacity"`
}

// Capacity is the object of ND clustercapacity, in bytes. Of the figures only provisionedSpace and timestamp change.
type Capacity struct {
	ActiveBlockSpace      int64  `json:"activeBlockSpace"`
	ActiveSessions        int64  `json:"activeSessions"`
	AverageIOPS           int64  `json:"averageIOPS"`
	RecentIOSize          int64  `json:"clusterRecentIOSize"`
	CurrentIOPS           int64  `json:"currentIOPS"`
	MaxIOPS               int64  `json:"maxIOPS"`
	MaxOverProvisionable  int64  `json:"maxOverProvisionableSpace"`
	MaxProvisioned        int64  `json:"maxProvisionedSpace"`
	MaxUsedMetadata       int64  `json:"maxUsedMetadataSpace"`
	MaxUsed               int64  `json:"maxUsedSpace"`
	NonZeroBlocks         int64  `json:"nonZeroBlocks"`
	PeakSessions          int64  `json:"peakActiveSessions"`
	PeakIOPS              int64  `json:"peakIOPS"`
	Provisioned           int64  `json:"provisionedSpace"`
	SnapshotNonZeroBlocks int64  `json:"snapshotNonZeroBlocks"`
	Timestamp             string `json:"timestamp"`
	TotalOps              int64  `json:"totalOps"`
	UniqueBlocks          int64  `json:"uniqueBlocks"`
	UniqueBlocksUsed      int64  `json:"uniqueBlocksUsedSpace"`
	UsedMetadata          int64  `json:"usedMetadataSpace"`
	UsedMetadataSnapshots int64  `json:"usedMetadataSpaceInSnapshots"`
	Used                  int64  `json:"usedSpace"`
	ZeroBlocks            int64  `json:"zeroBlocks"`
}

// GetClusterCapacity returns the figures of the example of ND getclustercapacity, with the provisioned space of the
// volumes.
func (service) GetClusterCapacity(r *http.Request, _ *None, a *ClusterCapacity) error {
	a.Capacity = Capacity{
		ActiveBlockSpace: 236015557096, MaxIOPS: 150000, MaxOverProvisionable: 259189767127040,
		MaxProvisioned: 51837953425408, MaxUsedMetadata: 404984011161, MaxUsed: 12002762096640,
		NonZeroBlocks: 310080350, TotalOps: 1027407650, UniqueBlocks: 108180156, UniqueBlocksUsed: 244572686901,
		UsedMetadata: 8745762816, UsedMetadataSnapshots: 8745762816, Used: 244572686901, ZeroBlocks: 352971938,
	}
	return callOf(r).Do(func(tx *world.Tx) error {
		a.Capacity.Timestamp = instant(tx.At())
		for _, t := range listedVolumes(tx) {
			a.Capacity.Provisioned += volumeOf(t).size
		}
		return nil
	})
}
