package element_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// drive returns the status of a drive.
func drive(t testing.TB, b *apitest.Bench, id string) string {
	t.Helper()
	return call(t, b, "ListDrives", `{}`).Get(`drives.#(driveID=` + id + `).status`).Str
}

func TestDrives(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	require.Len(t, call(t, b, "ListDrives", `{}`).Get("drives").Array(), 12)
	require.Equal(t, "available", drive(t, b, "12"))
	require.Equal(t, `{"asyncHandle":1}`, call(t, b, "AddDrives", `{"drives":[{"driveID":12,"type":"block"},{"driveID":"11"}]}`).Raw)
	require.Equal(t, `{"abortedDrives":[],"addedDrives":[],"pendingDrives":[12,11]}`, poll(t, b, 1, false).Get("details").Raw)
	require.Equal(t, "xInvalidParameter: Drive 12 is in use by another operation", callError(t, b, "RemoveDrives", `{"drives":[12]}`))
	require.Equal(t, `{"asyncHandle":2}`, call(t, b, "RemoveDrives", `{"drives":[3,4]}`).Raw)
	require.Equal(t, "removing", drive(t, b, "3"))
	require.Equal(t, `["DriveRemoval",{}]`, poll(t, b, 2, false).Get("[resultType,details]").Raw)
	require.Equal(t, `{"asyncHandle":3}`, call(t, b, "SecureEraseDrives", `{"drives":[10]}`).Raw)
	require.Equal(t, "erasing", drive(t, b, "10"))
	b.Clock.Advance(30 * time.Second)
	require.Equal(t, `{"abortedDrives":[],"addedDrives":[12,11],"pendingDrives":[]}`, poll(t, b, 1, false).Get("result").Raw)
	require.Equal(t, `{}`, poll(t, b, 2, false).Get("result").Raw)
	require.Equal(t, "SecureEraseDrives", poll(t, b, 3, false).Get("resultType").Str)
	require.Equal(t, "active available available", drive(t, b, "12")+" "+drive(t, b, "3")+" "+drive(t, b, "10"))
	for params, want := range map[string]string{
		`{"drives":[13]}`:  "xDriveIDDoesNotExist: Drive 13 does not exist",
		`{"drives":[1,1]}`: "xInvalidParameter: Drive 1 is in use by another operation",
		`{"drives":[]}`:    "xInvalidParameter: No drives specified",
		`{}`:               "xMissingParameter: Missing member=[drives]",
		`{"drives":["a"]}`: "xInvalidParameterType: drives: expected integer",
	} {
		require.Equal(t, want, callError(t, b, "RemoveDrives", params), params)
	}
}

func TestAddNodes(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	a := call(t, b, "AddNodes", `{"pendingNodes":[1,2],"autoInstall":true}`)
	require.Equal(t, `[true,[[4,1,1],[5,2,2]]]`, a.Get("[autoInstall,nodes.#.[assignedNodeID,asyncHandle,pendingNodeID]]").Raw)
	require.Equal(t, "RtfiPendingNode", poll(t, b, 1, false).Get("resultType").Str)
	all := call(t, b, "ListAllNodes", `{}`)
	require.Equal(t, `[[1,2,3],[1,2]]`, all.Get("[nodes.#.nodeID,pendingNodes.#.pendingNodeID]").Raw)
	require.Equal(t, "xDBNoSuchPath: DBClient operation requested on a non-existent path at [/pendingnodes/1]",
		callError(t, b, "AddNodes", `{"pendingNodes":[1]}`))
	b.Clock.Advance(time.Minute)
	require.Equal(t, `[1,2,3,4,5]`, call(t, b, "ListActiveNodes", `{}`).Get("nodes.#.nodeID").Raw)
	require.Equal(t, `[]`, call(t, b, "ListPendingNodes", `{}`).Get("pendingNodes").Raw)
	require.Len(t, call(t, b, "ListDrives", `{}`).Get("drives").Array(), 20)
	require.Len(t, call(t, b, "GetClusterHardwareInfo", `{}`).Get("clusterHardwareInfo.drives").Map(), 20)
	require.Equal(t, "xDBNoSuchPath: DBClient operation requested on a non-existent path at [/pendingnodes/9]",
		callError(t, b, "AddNodes", `{"pendingNodes":[9]}`))
}

func TestMaintenanceMode(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	mode := func() string {
		return call(t, b, "ListActiveNodes", `{}`).Get("nodes.#(nodeID=2).maintenanceMode").Str
	}
	require.Equal(t, `{"asyncHandle":1,"currentMode":"Disabled","requestedMode":"ReadyForMaintenance"}`,
		call(t, b, "EnableMaintenanceMode", `{"nodes":[2],"timeout":"01:00:05","perMinutePrimarySwapLimit":40,"forceWithUnresolvedFaults":false}`).Raw)
	require.Equal(t, "PreparingForMaintenance", mode())
	require.Equal(t, "xAlreadyExists: NodeID 2 is already in maintenance mode.", callError(t, b, "DisableMaintenanceMode", `{"nodes":[2]}`))
	require.Equal(t, `{"action":"EnableMaintenanceMode","message":"The node is being prepared for maintenance.","nodes":[2]}`,
		poll(t, b, 1, false).Get("details").Raw)
	require.Equal(t, "xAlreadyExists: NodeID 2 is already in maintenance mode.", callError(t, b, "EnableMaintenanceMode", `{"nodes":[1]}`))
	b.Clock.Advance(20 * time.Second)
	require.Equal(t, "ReadyForMaintenance", mode())
	require.Equal(t, "The node is ready for maintenance.", poll(t, b, 1, false).Get("result.message").Str)
	require.Equal(t, `{"asyncHandle":2,"currentMode":"ReadyForMaintenance","requestedMode":"Disabled"}`,
		call(t, b, "DisableMaintenanceMode", `{"nodes":[2]}`).Raw)
	require.Equal(t, "RecoveringFromMaintenance", mode())
	require.Equal(t, `{"action":"DisableMaintenanceMode","nodes":[2]}`, poll(t, b, 2, false).Get("details").Raw)
	b.Clock.Advance(20 * time.Second)
	require.Equal(t, "Disabled", mode())
	require.Equal(t, `{"action":"DisableMaintenanceMode","message":"The node has recovered from maintenance.","nodes":[2]}`,
		poll(t, b, 2, false).Get("result").Raw)
	for params, want := range map[string]string{
		`{"nodes":[1,2]}`: "xExceededLimit: Only one node at a time is supported",
		`{"nodes":[9]}`:   "xNodeIDDoesNotExist: NodeID 9 does not exist.",
		`{"nodes":[]}`:    "xInvalidParameter: No nodes specified",
	} {
		require.Equal(t, want, callError(t, b, "EnableMaintenanceMode", params), params)
	}
}

// The mode ends by itself after its timeout, counted from when the node is ready.
func TestMaintenanceModeTimeout(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	mode := func() string { return call(t, b, "ListActiveNodes", `{}`).Get("nodes.#(nodeID=2).maintenanceMode").Str }
	call(t, b, "EnableMaintenanceMode", `{"nodes":[2],"timeout":"01:00:05"}`)
	b.Clock.Advance(20*time.Second + time.Hour)
	require.Equal(t, "ReadyForMaintenance", mode())
	b.Clock.Advance(5 * time.Second)
	require.Equal(t, "Disabled", mode())
	require.Equal(t, "Disabled", call(t, b, "EnableMaintenanceMode", `{"nodes":[2]}`).Get("currentMode").Str)
	b.Clock.Advance(24 * time.Hour)
	require.Equal(t, "ReadyForMaintenance", mode())
	require.Equal(t, "xInvalidParameter: timeout must have the format HH:mm:ss", callError(t, b, "EnableMaintenanceMode", `{"nodes":[2],"timeout":"1h"}`))
}

// NetApp's role for upgrades sends strings, and a cluster of version 12.3 returned the mode after the call.
func TestMaintenanceModeObserved(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"observed"})
	require.Equal(t, `{"asyncHandle":1,"currentMode":"PreparingForMaintenance","requestedMode":"ReadyForMaintenance"}`,
		call(t, b, "EnableMaintenanceMode", `{"nodes":["1"],"forceWithUnresolvedFaults":"False"}`).Raw)
}

func TestStructureAndRekey(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	require.Equal(t, `{"id":1,"result":{"asyncHandle":1}}`, post(t, b, `{"method":"SetClusterStructure","params":{"volumes":[],"accounts":{}},"id":1}`))
	call(t, b, "RekeySoftwareEncryptionAtRestMasterKey", `{"keyManagementType":"External","keyProviderID":3}`)
	require.Equal(t, "xInvalidParameter: keyProviderID goes with the keyManagementType External",
		callError(t, b, "RekeySoftwareEncryptionAtRestMasterKey", `{"keyProviderID":3}`))
	b.Clock.Advance(10 * time.Second)
	require.Equal(t, `{}`, poll(t, b, 1, false).Get("result").Raw)
	require.Equal(t, `["External",3,"Internal"]`, poll(t, b, 2, false).
		Get("result.[newKey.keyManagementType,newKey.keyProviderID,keyToDecommission.keyManagementType]").Raw)
}
