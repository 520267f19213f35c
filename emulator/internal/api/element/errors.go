package element

import "github.com/jobsim/jobsim/emulator/job"

// errorRows is the error table of the Element API, gathered from NetApp's documentation (ND), the tests of the SolidFire
// SDKs, NetApp's fake cluster and client library, and the names that clients look for; the vendor publishes no list. The
// code of a row is the name of the error: on the wire "code" is the number 500 for all of them and the HTTP status is 200.
// Client libraries match message texts by substring, so the texts matter.
//
// A missing handle is xDBNoSuchPath on old software and xAsyncHandleDoesNotExist on new. xBulkVolumeScriptFailure,
// xRpcTimeout, xStatCheckpointDoesNotExist and xAssertionFailure occur inside a result, without a code. Where only the
// name is known, the text is the name and the row is inferred; so are the wordings of xInvalidParameterType and
// xInvalidAPIParameter. Not here: names that libraries make up for HTTP statuses (xUnauthorized, xUnknownAPIVersion), and
// names known from mocks alone (xInternalError, xVolumeAlreadyExists).
func errorRows() []job.ErrorRow {
	return errorTable
}

var errorTable = []job.ErrorRow{
	job.Row("xAsyncHandleDoesNotExist", 200, "Async handle %s does not exist.", "call of GetAsyncResult", "SolidFire SDK tests", job.Observed),
	job.Row("xDBNoSuchPath", 200, "DBClient operation requested on a non-existent path at [/asyncresults/%s]", "call of GetAsyncResult", "ND getasyncresult", job.Documented),
	job.Row("xDBNoSuchPath", 200, "DBClient operation requested on a non-existent path at [/pendingnodes/%s]", "call of AddNodes", "SolidFire QA fake cluster", job.Observed),
	job.Row("xUnknownAccount", 200, "xUnknownAccount", "call of GetAccountByName", "SolidFire SDK tests", job.Observed),
	job.Row("xFeatureNotEnabled", 200, "SnapMirror feature not enabled, use the EnableFeature API method to enable it", "SnapMirror methods", "SolidFire SDK tests", job.Observed),
	job.Row("xZAPIMethodFailure", 200, "ONTAP Method: method=%s, ONTAP Error: errno=13011 HTTP POST - URL not found", "call of CreateSnapMirrorEndpoint", "SolidFire SDK tests", job.Observed),
	job.Row("xAPINotPermitted", 200, "VolumeLoadBalanceOnActualIOPS is the only feature that can be disabled", "call of DisableFeature", "ND disablefeature", job.Documented),
	job.Row("xAPINotPermitted", 200, "Encryption is not supported on demo nodes.", "encryption at rest methods", "Element demo node", job.Observed),
	job.Row("xBulkVolumeIDDoesNotExist", 200, "xBulkVolumeIDDoesNotExist", "call of UpdateBulkVolumeStatus", "blog on backup to S3", job.Observed),
	job.Row("xBulkVolumeScriptFailure", 200, "Bulk volume job failed", "inside a bulk task's result", "ND getasyncresult", job.Documented),
	job.Row("xVolumeIDDoesNotExist", 200, "VolumeID %s does not exist.", "volume methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xVolumeIDDoesNotExist", 200, "Volume %s does not exist.", "call of DeleteVolume", "SolidFire QA fake cluster", job.Observed),
	job.Row("xAccountIDDoesNotExist", 200, "Illegal AccountID %s", "account methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xVolumeAccessGroupIDDoesNotExist", 200, "VolumeAccessGroupID %s does not exist.", "volume access group methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xExceededLimit", 200, "Exceeded maximum number of VolumeAccessGroups per Initiator", "volume access group methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xVolumeShrinkProhibited", 200, "Lowering a volume size is not allowed.", "call of ModifyVolume", "SolidFire QA fake cluster", job.Observed),
	job.Row("xVolumeNotPaired", 200, "Volume not paired.", "volume pairing methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xDriveIDDoesNotExist", 200, "Drive %s does not exist", "drive methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xSoftwareInstallNotInProgress", 200, "packageName=", "software install methods", "SolidFire QA fake cluster", job.Observed),
	job.Row("xMissingParameter", 200, "Missing member=[%s]", "any method", "SolidFire QA fake cluster", job.Observed),
	job.Row("xUnrecognizedEnumString", 200, "%s", "any method", "SolidFire QA fake cluster", job.Observed),
	job.Row("xInvalidParameter", 200, "No volume ID, account ID, or volume access group ID list specified", "any method", "SolidFire QA fake cluster", job.Observed),
	job.Row("xUnknownAPIMethod", 200, "method=%s", "any request", "netapp.elementsw collection", job.Observed),
	job.Row("xDBVersionMismatch", 200, "xDBVersionMismatch", "any method, cluster busy", "ND about_the_api", job.Inferred),
	job.Row("xDBConnectionLoss", 200, "xDBConnectionLoss", "call of PurgeDeletedVolumes", "ND purgedeletedvolumes", job.Inferred),
	job.Row("xNotPrimary", 200, "xNotPrimary", "call of CreateSnapshot", "ND createsnapshot", job.Inferred),
	job.Row("xRpcTimeout", 200, "The RPC timed out.", "inside GetFipsReport's result", "ND getfipsreport", job.Documented),
	job.Row("xStatCheckpointDoesNotExist", 200, "xStatCheckpointDoesNotExist", "inside ListDriveStats' result", "ND listdrivestats", job.Documented),
	job.Row("xAssertionFailure", 200, "xAssertionFailure", "inside TestNetworkConfig's result", "ND testnetworkconfig", job.Inferred),
	job.Row("xNodeIDDoesNotExist", 200, "NodeID %s does not exist.", "maintenance mode methods", "NetApp's Ansible role for upgrades", job.Inferred),
	job.Row("xAlreadyExists", 200, "NodeID %s is already in maintenance mode.", "call of EnableMaintenanceMode", "NetApp's Ansible role for upgrades", job.Inferred),
	job.Row("xUnresolvedClusterFaults", 200, "The cluster has unresolved faults.", "call of EnableMaintenanceMode", "NetApp's Ansible role for upgrades", job.Inferred),
	job.Row("xNoTolerance", 200, "The cluster cannot tolerate the loss of the node.", "call of EnableMaintenanceMode", "NetApp's Ansible role for upgrades", job.Inferred),
	job.Row("xPermissionDenied", 200, "xPermissionDenied", "any method, access rights", "NetApp connect helper", job.Inferred),
	job.Row("xUnknownUsername", 200, "xUnknownUsername", "any method, LDAP", "NetApp connect helper", job.Inferred),

	// Names without a known text.
	job.Row("xUnknownRPCMethod", 200, "xUnknownRPCMethod", "any request", "client error lists", job.Inferred),
	job.Row("xInvalidAPIParameter", 200, "%s", "any method", "client error lists", job.Inferred),
	job.Row("xInvalidParameterType", 200, "%s: expected %s", "any method", "client error lists", job.Inferred),
	job.Row("xUnknown", 200, "xUnknown", "any method", "client error lists", job.Inferred),
	job.Row("xUnknownEnumType", 200, "xUnknownEnumType", "any method", "client error lists", job.Inferred),
	job.Row("xNotReadyForIO", 200, "xNotReadyForIO", "call of CloneVolume", "client error lists", job.Inferred),
	job.Row("xSliceNotRegistered", 200, "xSliceNotRegistered", "call of CloneVolume", "client error lists", job.Inferred),
	job.Row("xSnapshotFailed", 200, "xSnapshotFailed", "call of CreateSnapshot", "client error lists", job.Inferred),
	job.Row("xRecvTimeout", 200, "xRecvTimeout", "any method", "client error lists", job.Inferred),
	job.Row("xNoHandler", 200, "xNoHandler", "any method", "client error lists", job.Inferred),
	job.Row("xDBOperationTimeout", 200, "xDBOperationTimeout", "any method, cluster database", "client error lists", job.Inferred),
	job.Row("xDBSessionExpired", 200, "xDBSessionExpired", "any method, cluster database", "client error lists", job.Inferred),
	job.Row("xDBSessionMoved", 200, "xDBSessionMoved", "any method, cluster database", "client error lists", job.Inferred),
	job.Row("xDBNoServerResponse", 200, "xDBNoServerResponse", "any method, cluster database", "client error lists", job.Inferred),
	job.Row("xDBClosing", 200, "xDBClosing", "any method, cluster database", "client error lists", job.Inferred),
	job.Row("xDBInvalidState", 200, "xDBInvalidState", "any method, cluster database", "client error lists", job.Inferred),
	job.Row("xMaxSnapshotsPerVolumeExceeded", 200, "xMaxSnapshotsPerVolumeExceeded", "call of CreateSnapshot", "client error lists", job.Inferred),
	job.Row("xMaxClonesPerVolumeExceeded", 200, "xMaxClonesPerVolumeExceeded", "call of CloneVolume", "client error lists", job.Inferred),
	job.Row("xMaxSnapshotsPerNodeExceeded", 200, "xMaxSnapshotsPerNodeExceeded", "call of CreateSnapshot", "client error lists", job.Inferred),
	job.Row("xMaxClonesPerNodeExceeded", 200, "xMaxClonesPerNodeExceeded", "call of CloneVolume", "client error lists", job.Inferred),
	job.Row("xMaxVolumeCountExceeded", 200, "xMaxVolumeCountExceeded", "CreateVolume or CloneVolume", "client error lists", job.Inferred),
	job.Row("xTotalCapacityExceeded", 200, "xTotalCapacityExceeded", "CreateVolume or CloneVolume", "client error lists", job.Inferred),
	job.Row("xVolumeDoesNotExist", 200, "xVolumeDoesNotExist", "volume methods", "client error lists", job.Inferred),
	job.Row("xSnapshotDoesNotExist", 200, "xSnapshotDoesNotExist", "snapshot methods", "client error lists", job.Inferred),
	job.Row("xGroupSnapshotDoesNotExist", 200, "xGroupSnapshotDoesNotExist", "group snapshot methods", "client error lists", job.Inferred),
	job.Row("xSnapshotIDDoesNotExist", 200, "xSnapshotIDDoesNotExist", "snapshot methods", "client error lists", job.Inferred),
	job.Row("xQoSPolicyDoesNotExist", 200, "xQoSPolicyDoesNotExist", "QoS policy methods", "client error lists", job.Inferred),
	job.Row("xInitiatorDoesNotExist", 200, "xInitiatorDoesNotExist", "initiator methods", "client error lists", job.Inferred),
	job.Row("xInitiatorExists", 200, "xInitiatorExists", "call of CreateInitiators", "client error lists", job.Inferred),
	job.Row("xAlreadyInVolumeAccessGroup", 200, "xAlreadyInVolumeAccessGroup", "volume access group methods", "client error lists", job.Inferred),
	job.Row("xNotInVolumeAccessGroup", 200, "xNotInVolumeAccessGroup", "volume access group methods", "client error lists", job.Inferred),
	job.Row("xDuplicateUsername", 200, "xDuplicateUsername", "call of AddAccount", "client error lists", job.Inferred),
	job.Row("xPairingAlreadyExists", 200, "xPairingAlreadyExists", "cluster pairing methods", "client error lists", job.Inferred),
	job.Row("xInvalidPairingKey", 200, "xInvalidPairingKey", "cluster and volume pairing", "client error lists", job.Inferred),
	job.Row("xMVIPNotPaired", 200, "xMVIPNotPaired", "cluster pairing methods", "client error lists", job.Inferred),
	job.Row("xVolumeAlreadyPaired", 200, "xVolumeAlreadyPaired", "volume pairing methods", "client error lists", job.Inferred),
	job.Row("xClusterAlreadyCreated", 200, "xClusterAlreadyCreated", "call of CreateCluster", "client error lists", job.Inferred),
	job.Row("xEnsembleInvalidSize", 200, "xEnsembleInvalidSize", "ensemble changes", "client error lists", job.Inferred),
	job.Row("xEnsembleQuorumLoss", 200, "xEnsembleQuorumLoss", "ensemble changes", "client error lists", job.Inferred),
	job.Row("xEnsembleToleranceChange", 200, "xEnsembleToleranceChange", "ensemble changes", "client error lists", job.Inferred),
	job.Row("xLDAPSearchFailed", 200, "xLDAPSearchFailed", "LDAP log-in and tests", "client error lists", job.Inferred),
	job.Row("xLDAPSearchBindFailed", 200, "xLDAPSearchBindFailed", "LDAP log-in and tests", "client error lists", job.Inferred),
	job.Row("xLDAPBindFailed", 200, "xLDAPBindFailed", "LDAP log-in and tests", "client error lists", job.Inferred),
	job.Row("xLDAPUserNotFound", 200, "xLDAPUserNotFound", "LDAP log-in and tests", "client error lists", job.Inferred),
}
