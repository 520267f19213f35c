package element_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// volumes creates volumes of 1 to n GB in account 1 and returns an emulator with them alone, under the ids 1 to n.
func volumes(t testing.TB, n int) *apitest.Bench {
	t.Helper()
	b := serve(t, []string{"element.volumes=strict"})
	call(t, b, "AddAccount", `{"username":"owner"}`)
	for i := range n {
		params := fmt.Sprintf(`{"name":"v%d","accountID":1,"totalSize":%d000000000,"enable512e":true}`, i+1, i+1)
		require.Equal(t, int64(i+1), call(t, b, "CreateVolume", params).Get("volumeID").Int())
	}
	return b
}

// The example of ND createsnapshot, with the members that ND snapshot adds.
func TestCreateSnapshot(t *testing.T) {
	t.Parallel()
	b := volumes(t, 1)
	r := call(t, b, "CreateSnapshot", `{"volumeID":1}`)
	uuid := r.Get("snapshot.snapshotUUID").Str
	const now = `"2026-01-02T12:00:00Z"`
	object := `{"attributes":{},"checksum":"0x0","createTime":` + now + `,"enableRemoteReplication":false,"expirationReason":"None",` +
		`"expirationTime":null,"groupID":0,"groupSnapshotUUID":"00000000-0000-0000-0000-000000000000","instanceCreateTime":` + now + `,` +
		`"instanceSnapshotUUID":"` + uuid + `","name":` + now + `,"snapMirrorLabel":null,"snapshotID":1,"snapshotUUID":"` + uuid + `",` +
		`"status":"done","totalSize":1000341504,"virtualVolumeID":null,"volumeID":1,"volumeName":"v1"}`
	require.Equal(t, `{"checksum":"0x0","snapshot":`+object+`,"snapshotID":1}`, r.Raw)
	require.Equal(t, `{"snapshots":[`+object+`]}`, call(t, b, "ListSnapshots", `{"volumeID":"1"}`).Raw)
	require.Equal(t, `{"snapshots":[`+object+`]}`, call(t, b, "ListSnapshots", `{"snapshotID":1}`).Raw)
}

func TestModifyAndDeleteSnapshot(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	call(t, b, "CreateSnapshot", `{"volumeID":1,"name":"a","attributes":{"x":1},"snapMirrorLabel":"daily"}`)
	call(t, b, "CreateSnapshot", `{"volumeID":2,"name":"b"}`)
	s := call(t, b, "ModifySnapshot", `{"snapshotID":"1","enableRemoteReplication":"true","name":"Chicago"}`)
	require.Equal(t, `[true,"Chicago",{"x":1},"daily"]`, s.Get("snapshot.[enableRemoteReplication,name,attributes,snapMirrorLabel]").Raw)
	require.Equal(t, `[1,2]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.snapshotID").Raw)
	require.Equal(t, `{}`, call(t, b, "DeleteSnapshot", `{"snapshotID":1,"overrideSnapMirrorHold":true}`).Raw)
	require.Equal(t, `[2]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.snapshotID").Raw)
	for method, params := range map[string]string{
		"DeleteSnapshot": `{"snapshotID":1}`, "ModifySnapshot": `{"snapshotID":1}`, "ListSnapshots": `{"snapshotID":1}`,
		"RollbackToSnapshot": `{"volumeID":1,"snapshotID":1}`, "CloneVolume": `{"volumeID":1,"name":"n","snapshotID":1}`,
		"CopyVolume": `{"volumeID":1,"dstVolumeID":2,"snapshotID":1}`, "StartBulkVolumeRead": `{"volumeID":1,"format":"native","snapshotID":1}`,
		"CreateSnapshot": `{"volumeID":1,"snapshotID":1}`,
	} {
		require.Equal(t, "xSnapshotIDDoesNotExist: xSnapshotIDDoesNotExist", callError(t, b, method, params), method)
	}
}

// A snapshot expires by itself, and is deleted with its volume: when that is purged, not when it is deleted (ND deletevolume).
func TestSnapshotEnds(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	s := call(t, b, "CreateSnapshot", `{"volumeID":1,"retention":"00:00:30"}`)
	require.Equal(t, `["Api","2026-01-02T12:00:30Z"]`, s.Get("snapshot.[expirationReason,expirationTime]").Raw)
	call(t, b, "CreateSnapshot", `{"volumeID":1,"expirationTime":"2026-01-02T12:01:00Z"}`)
	call(t, b, "CreateSnapshot", `{"volumeID":1,"expirationTime":"never"}`)
	call(t, b, "ModifySnapshot", `{"snapshotID":2,"expirationTime":null}`)
	list := func() string { return call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.snapshotID").Raw }
	b.Clock.Advance(30*time.Second - 1)
	require.Equal(t, `[1,2,3]`, list())
	b.Clock.Advance(time.Hour)
	require.Equal(t, `[2,3]`, list())
	call(t, b, "DeleteVolume", `{"volumeID":1}`)
	require.Equal(t, `[2,3]`, list())
	call(t, b, "PurgeDeletedVolume", `{"volumeID":1}`)
	require.Equal(t, `[]`, list())
}

// A volume has 32 snapshots at most (ND getlimits). Those that are kept first in, first out make room for each other.
func TestSnapshotLimit(t *testing.T) {
	t.Parallel()
	b := volumes(t, 1)
	for range 31 {
		call(t, b, "CreateSnapshot", `{"volumeID":1}`)
	}
	for range 3 {
		s := call(t, b, "CreateSnapshot", `{"volumeID":1,"expirationTime":"fifo"}`)
		require.Equal(t, `["fifo","fifo"]`, s.Get("snapshot.[expirationReason,expirationTime]").Raw)
	}
	require.Equal(t, "34", call(t, b, "ListSnapshots", `{}`).Get("snapshots.31.snapshotID").Raw)
	require.Equal(t, "xMaxSnapshotsPerVolumeExceeded: xMaxSnapshotsPerVolumeExceeded", callError(t, b, "CreateSnapshot", `{"volumeID":1}`))
	require.Equal(t, "xMaxSnapshotsPerVolumeExceeded: xMaxSnapshotsPerVolumeExceeded", callError(t, b, "CreateGroupSnapshot", `{"volumes":[1]}`))
}

// A clone of a snapshot has the snapshot's size; a copy of one needs a destination of that size.
func TestJobsOnSnapshots(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	call(t, b, "CreateSnapshot", `{"volumeID":1}`)
	call(t, b, "ModifyVolume", `{"volumeID":1,"totalSize":2000000000}`)
	require.Equal(t, int64(1000341504), call(t, b, "CloneVolume", `{"volumeID":1,"name":"old","snapshotID":1}`).Get("volume.totalSize").Int())
	require.Equal(t, int64(2000683008), call(t, b, "CloneVolume", `{"volumeID":1,"name":"new"}`).Get("volume.totalSize").Int())
	require.Equal(t, "xInvalidParameter: The source and destination volumes must be the same size.",
		callError(t, b, "CopyVolume", `{"volumeID":1,"dstVolumeID":2,"snapshotID":1}`))
	require.Equal(t, "xInvalidParameter: The snapshot is not a snapshot of the volume.",
		callError(t, b, "StartBulkVolumeRead", `{"volumeID":2,"format":"native","snapshotID":1}`))
	call(t, b, "StartBulkVolumeRead", `{"volumeID":1,"format":"native","snapshotID":1}`)
}

// The example of ND rollbacktosnapshot, and the same without the current state, which makes null of both members.
func TestRollback(t *testing.T) {
	t.Parallel()
	b := volumes(t, 1)
	call(t, b, "CreateSnapshot", `{"volumeID":1,"name":"test1"}`)
	require.Equal(t, `{"checksum":"0x0","snapshot":null,"snapshotID":null}`, call(t, b, "RollbackToSnapshot", `{"volumeID":1,"snapshotID":1}`).Raw)
	r := call(t, b, "RollbackToSnapshot", `{"volumeID":1,"snapshotID":1,"saveCurrentState":true}`)
	require.Equal(t, `[2,"test1-copy"]`, r.Get("[snapshotID,snapshot.name]").Raw)
	require.Equal(t, `[1,2]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.snapshotID").Raw)
}

// Group snapshots as ND creategroupsnapshot, listgroupsnapshots and deletegroupsnapshot have them.
func TestGroupSnapshots(t *testing.T) {
	t.Parallel()
	b := volumes(t, 3)
	g := call(t, b, "CreateGroupSnapshot", `{"volumes":[1,2],"name":"nightly"}`)
	require.Equal(t, `[1,"nightly","done",[1,2],["nightly","nightly"]]`,
		g.Get("[groupSnapshotID,groupSnapshot.name,groupSnapshot.status,groupSnapshot.members.#.volumeID,groupSnapshot.members.#.name]").Raw)
	require.Equal(t, g.Get("groupSnapshot.members.#.snapshotUUID").Raw, g.Get("members.#.snapshotUUID").Raw)
	require.Equal(t, g.Get("groupSnapshot.groupSnapshotUUID").Str, g.Get("groupSnapshot.members.0.groupSnapshotUUID").Str)
	require.Equal(t, `["checksum","snapshotID","snapshotUUID","volumeID"]`, g.Get("members.0.@keys").Raw)
	call(t, b, "CreateGroupSnapshot", `{"volumes":[3]}`)
	groups := func(params string) string {
		return call(t, b, "ListGroupSnapshots", params).Get("groupSnapshots.#.groupSnapshotID").Raw
	}
	require.Equal(t, `[1,2]`, groups(`{}`))
	require.Equal(t, `[2]`, groups(`{"volumes":[3]}`))
	require.Equal(t, `[1]`, groups(`{"groupSnapshotID":1}`))
	require.Equal(t, `[[1,1],[2,1],[3,2]]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.[snapshotID,groupID]").Raw)

	clones := call(t, b, "CloneMultipleVolumes", `{"volumes":[{"volumeID":1},{"volumeID":2}],"groupSnapshotID":1}`)
	require.Equal(t, `[1,2]`, clones.Get("members.#.srcVolumeID").Raw)
	require.Equal(t, "xInvalidParameter: The group snapshot has no snapshot of the volume.",
		callError(t, b, "CloneMultipleVolumes", `{"volumes":[{"volumeID":3}],"groupSnapshotID":1}`))

	require.Equal(t, `{}`, call(t, b, "DeleteGroupSnapshot", `{"groupSnapshotID":1,"saveMembers":true}`).Raw)
	require.Equal(t, `{}`, call(t, b, "DeleteGroupSnapshot", `{"groupSnapshotID":2}`).Raw)
	require.Equal(t, `[[1,0],[2,0]]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.[snapshotID,groupID]").Raw)
	require.Equal(t, "xGroupSnapshotDoesNotExist: xGroupSnapshotDoesNotExist", callError(t, b, "DeleteGroupSnapshot", `{"groupSnapshotID":1}`))
	for params, want := range map[string]string{
		`{}`:                               "xMissingParameter: Missing member=[volumes]",
		`{"volumes":[]}`:                   "xInvalidParameter: No volumes specified",
		`{"volumes":[1,9]}`:                "xVolumeIDDoesNotExist: VolumeID 9 does not exist.",
		`{"volumes":[1,1]}`:                "xInvalidParameter: VolumeID 1 is specified twice.",
		`{"volumes":[1],"retention":"1h"}`: "xInvalidParameter: retention must have the format HH:mm:ss",
		`{"volumes":[1],"retention":"00:00:01","expirationTime":"fifo"}`: "xInvalidParameter: expirationTime cannot be used with retention",
	} {
		require.Equal(t, want, callError(t, b, "CreateGroupSnapshot", params), params)
	}
	require.Equal(t, `[]`, groups(`{}`))
}

// The request of ND modifygroupsnapshot. Its members change too, and expire.
func TestModifyGroupSnapshot(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	call(t, b, "CreateGroupSnapshot", `{"volumes":[1,2],"name":"grpsnap1"}`)
	g := call(t, b, "ModifyGroupSnapshot", `{"groupSnapshotID":1,"enableRemoteReplication":true,"expirationTime":"2026-01-04T12:00:00Z"}`).Get("groupSnapshot")
	require.Equal(t, `["grpsnap1",true,[true,true],["2026-01-04T12:00:00Z","2026-01-04T12:00:00Z"]]`,
		g.Get("[name,enableRemoteReplication,members.#.enableRemoteReplication,members.#.expirationTime]").Raw)
	b.Clock.Advance(48 * time.Hour)
	require.Equal(t, "xGroupSnapshotDoesNotExist: xGroupSnapshotDoesNotExist", callError(t, b, "ModifyGroupSnapshot", `{"groupSnapshotID":1}`))
	require.Equal(t, `[]`, call(t, b, "ListGroupSnapshots", `{}`).Get("groupSnapshots").Raw)
}

// The example of ND rollbacktogroupsnapshot: the object is the group that was rolled back to, the rest is of the new one.
func TestGroupRollback(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	call(t, b, "CreateGroupSnapshot", `{"volumes":[1,2]}`)
	require.Equal(t, `[null,null,[1,2]]`, call(t, b, "RollbackToGroupSnapshot", `{"groupSnapshotID":1}`).
		Get("[groupSnapshot,groupSnapshotID,members.#.snapshotID]").Raw)
	require.Equal(t, `[1,2,[3,4]]`, call(t, b, "RollbackToGroupSnapshot", `{"groupSnapshotID":1,"name":"grpsnap1","saveCurrentState":true}`).
		Get("[groupSnapshot.groupSnapshotID,groupSnapshotID,members.#.snapshotID]").Raw)
	require.Equal(t, `["grpsnap1"]`, call(t, b, "ListGroupSnapshots", `{"groupSnapshotID":2}`).Get("groupSnapshots.#.name").Raw)
	require.Equal(t, "xGroupSnapshotDoesNotExist: xGroupSnapshotDoesNotExist", callError(t, b, "RollbackToGroupSnapshot", `{"groupSnapshotID":9}`))
}

// Unless element.volumes is strict, the snapshot that a job reads exists as soon as it is named.
func TestLenientSnapshots(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	call(t, b, "StartBulkVolumeRead", `{"volumeID":5,"format":"native","snapshotID":2}`)
	require.Equal(t, `[[2,5]]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.[snapshotID,volumeID]").Raw)
	require.Equal(t, int64(3), call(t, b, "CreateSnapshot", `{"volumeID":5}`).Get("snapshotID").Int())
}
