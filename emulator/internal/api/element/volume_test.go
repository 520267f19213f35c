package element_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

const newMySQL = `{"name":"mysqldata","accountID":1,"totalSize":1000000000,"enable512e":false,` +
	`"attributes":{"name1":"value1"},"qos":{"minIOPS":50,"maxIOPS":500,"burstIOPS":1500,"burstTime":60}}`

// listed returns the ids of the volumes of a list.
func listed(t testing.TB, b *apitest.Bench, method, params string) string {
	t.Helper()
	return call(t, b, method, params).Get("volumes.#.volumeID").Raw
}

// A volume from creation to purge, as ND createvolume, deletevolume and related pages print it.
func TestVolumeLife(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"element.volumes=strict"})
	require.Equal(t, "xAccountIDDoesNotExist: Illegal AccountID 1", callError(t, b, "CreateVolume", newMySQL))
	call(t, b, "AddAccount", `{"username":"a"}`)
	made := call(t, b, "CreateVolume", newMySQL)
	require.Equal(t, `["readWrite",1,{"name1":"value1"},4096,"2026-01-02T12:00:00Z","",false,"iqn.2010-01.com.solidfire:jsim.mysqldata.1",`+
		`"mysqldata","","6a73696d00000001f47acc0100000000","6f47acc1000000006a73696d00000001",1,"active",1000341504,null,[],1,[]]`,
		made.Get("volume.[access,accountID,attributes,blockSize,createTime,deleteTime,enable512e,iqn,name,purgeTime,"+
			"scsiEUIDeviceID,scsiNAADeviceID,sliceCount,status,totalSize,virtualVolumeID,volumeAccessGroups,volumeID,volumePairs]").Raw)
	require.Equal(t, `[1500,60,500,50]`, made.Get("volume.qos.[burstIOPS,burstTime,maxIOPS,minIOPS]").Raw)
	require.Equal(t, int64(1), made.Get("volumeID").Int())
	require.Equal(t, int64(15000), made.Get("curve.1048576").Int())
	require.Equal(t, `[1]`, call(t, b, "GetAccountByID", `{"accountID":1}`).Get("account.volumes").Raw)
	require.Equal(t, int64(1000341504), call(t, b, "GetClusterCapacity", `{}`).Get("clusterCapacity.provisionedSpace").Int())

	grown := call(t, b, "ModifyVolume", `{"volumeID":1,"totalSize":2000000000,"access":"readOnly","qos":{"minIOPS":"100"},"attributes":{}}`)
	require.Equal(t, `["readOnly",2000683008,{},"mysqldata"]`, grown.Get("volume.[access,totalSize,attributes,name]").Raw)
	require.Equal(t, `[1500,100]`, grown.Get("volume.qos.[burstIOPS,minIOPS]").Raw)
	require.Equal(t, "xVolumeShrinkProhibited: Lowering a volume size is not allowed.",
		callError(t, b, "ModifyVolume", `{"volumeID":1,"totalSize":1000000000}`))

	require.Equal(t, "xAccountIDDoesNotExist: Illegal AccountID 9", callError(t, b, "ModifyVolume", `{"volumeID":1,"accountID":9}`))
	call(t, b, "AddAccount", `{"username":"b","attributes":{"billingcode":2345}}`)
	moved := call(t, b, "ModifyVolume", `{"volumeID":1,"accountID":2,"enableSnapMirrorReplication":true}`)
	require.Equal(t, `[2,true,2000683008]`, moved.Get("volume.[accountID,enableSnapMirrorReplication,totalSize]").Raw)
	require.Equal(t, `[[2,{"billingcode":2345},[1]]]`,
		call(t, b, "ListAccounts", `{"startAccountID":2,"limit":1}`).Get("accounts.#.[accountID,attributes,volumes]").Raw)

	b.Clock.Advance(time.Minute)
	gone := call(t, b, "DeleteVolume", `{"volumeID":1}`)
	require.Equal(t, `["deleted","2026-01-02T12:01:00Z","2026-01-02T20:01:00Z"]`, gone.Get("volume.[status,deleteTime,purgeTime]").Raw)
	require.Equal(t, "xVolumeIDDoesNotExist: Volume 1 does not exist.", callError(t, b, "DeleteVolume", `{"volumeID":1}`))
	require.Equal(t, `[]`, listed(t, b, "ListActiveVolumes", `{}`))
	require.Equal(t, `[1]`, listed(t, b, "ListDeletedVolumes", `{}`))
	require.Equal(t, `[1]`, listed(t, b, "ListVolumes", `{"volumeStatus":"deleted"}`))
	require.Equal(t, "xInvalidParameter: VolumeID 1 is not in the active state.", callError(t, b, "CloneVolume", `{"volumeID":1,"name":"n"}`))
	call(t, b, "RestoreDeletedVolume", `{"volumeID":1}`)
	require.Equal(t, `[1]`, listed(t, b, "ListActiveVolumes", `{}`))
	require.Equal(t, "xVolumeIDDoesNotExist: VolumeID 1 does not exist.", callError(t, b, "PurgeDeletedVolume", `{"volumeID":1}`))
	call(t, b, "DeleteVolume", `{"volumeID":1}`)
	require.Equal(t, `{}`, call(t, b, "PurgeDeletedVolume", `{"volumeID":1}`).Raw)
	require.Equal(t, `[]`, listed(t, b, "ListVolumes", `{}`))
	require.Equal(t, "xVolumeIDDoesNotExist: VolumeID 1 does not exist.", callError(t, b, "ModifyVolume", `{"volumeID":1}`))
}

// A deleted volume is purged after eight hours.
func TestPurgeTime(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	call(t, b, "DeleteVolume", `{"volumeID":5}`)
	b.Clock.Advance(8*time.Hour - 1)
	require.Equal(t, `[5]`, listed(t, b, "ListDeletedVolumes", `{}`))
	b.Clock.Advance(1)
	require.Equal(t, `[]`, listed(t, b, "ListDeletedVolumes", `{}`))
	require.Equal(t, "xVolumeIDDoesNotExist: VolumeID 5 does not exist.", callError(t, b, "PurgeDeletedVolume", `{"volumeID":5}`))
}

// Unless element.volumes is strict, each volume that a call names exists, and new ids are higher.
func TestLenientVolumes(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	require.Equal(t, `[]`, listed(t, b, "ListVolumes", `{"startVolumeID":5,"limit":1}`))
	start(t, b, startRead)
	require.Equal(t, `[5,18]`, listed(t, b, "ListVolumes", `{"volumeIDs":[18,"5",5]}`))
	require.Equal(t, int64(1001), call(t, b, "CreateVolume", newMySQL).Get("volumeID").Int())
	require.Equal(t, `[18,1001]`, listed(t, b, "ListVolumesForAccount", `{"accountID":1,"startVolumeID":6,"limit":2}`))
	require.Equal(t, `[1001]`, listed(t, b, "ListVolumes", `{"volumeName":"mysqldata","isPaired":"false","accounts":[1]}`))
	require.Equal(t, `[]`, listed(t, b, "ListVolumes", `{"isPaired":true}`))
	require.Equal(t, `[5,18,1001]`, listed(t, b, "ListVolumes", `{"accounts":[]}`)) // an empty list selects all
	require.Equal(t, `[[1,"jobsim"]]`, call(t, b, "ListAccounts", `{}`).Get("accounts.#.[accountID,username]").Raw)

	b = serve(t, []string{"element.volumes=strict"})
	require.Equal(t, "xVolumeIDDoesNotExist: VolumeID 5 does not exist.", callError(t, b, "StartBulkVolumeRead", startRead))
	require.Equal(t, `[]`, call(t, b, "ListAccounts", `{}`).Get("accounts").Raw)
}

// Deleting a volume stops its bulk jobs.
func TestDeleteStopsBulkJobs(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	handle, key := start(t, b, startRead)
	other, _ := start(t, b, `{"volumeID":6,"format":"native"}`)
	call(t, b, "DeleteVolume", `{"volumeID":5}`)
	require.False(t, jobOf(t, b, key).Exists())
	require.Equal(t, "xBulkVolumeScriptFailure", poll(t, b, handle, true).Get("error.name").Str)
	require.Equal(t, "running", poll(t, b, other, true).Get("status").Str)
}

// A clone is in no list until its job has succeeded.
func TestCloneLife(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	c := call(t, b, "CloneVolume", `{"volumeID":5,"name":"copy","access":"readOnly","newAccountID":0,"newSize":0,"snapshotID":0,"attributes":{"a":1}}`)
	require.Equal(t, `[1,1,1001,"init","readOnly",0,1,{"a":1}]`,
		c.Get("[asyncHandle,cloneID,volumeID,volume.status,volume.access,volume.sliceCount,volume.accountID,volume.attributes]").Raw)
	require.Equal(t, `[5]`, listed(t, b, "ListVolumes", `{}`))
	require.Equal(t, `[5]`, listed(t, b, "ListVolumes", `{"volumeIDs":[5,1001]}`))
	require.Equal(t, "xInvalidParameter: VolumeID 1001 is not in the active state.", callError(t, b, "CloneVolume", `{"volumeID":1001,"name":"n"}`))
	b.Clock.Advance(5 * time.Second)
	require.Equal(t, `{"cloneID":1,"message":"","volumeID":5}`, poll(t, b, 1, false).Get("details").Raw)
	require.Equal(t, `[[1,5,1001,50,5,5,"clone",536870900]]`, call(t, b, "ListSyncJobs", `{}`).
		Get("syncJobs.#.[cloneID,srcVolumeID,dstVolumeID,percentComplete,elapsedTime,remainingTime,type,currentBytes]").Raw)
	b.Clock.Advance(5 * time.Second)
	require.Equal(t, `[5,1001]`, listed(t, b, "ListVolumes", `{}`))
	require.Equal(t, `{"cloneID":1,"message":"Clone complete.","volumeID":5}`, poll(t, b, 1, false).Get("result").Raw)
	require.Equal(t, `[]`, call(t, b, "ListSyncJobs", `{}`).Get("syncJobs").Raw)
	require.Equal(t, `[5,1001]`, listed(t, b, "ListVolumes", `{}`)) // also after the result was read
}

func TestCancelClone(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	call(t, b, "CloneVolume", `{"volumeID":5,"name":"copy"}`)
	require.Equal(t, `{}`, call(t, b, "CancelClone", `{"cloneID":1}`).Raw)
	callError(t, b, "GetAsyncResult", handleParams(1, true))
	require.Equal(t, "xInvalidParameter: CloneID 1 does not exist.", callError(t, b, "CancelClone", `{"cloneID":1}`))
	b.Clock.Advance(time.Hour)
	require.Equal(t, `[5]`, listed(t, b, "ListVolumes", `{}`))

	waits := spec(t, "9", "Clone", job.Fields{"cloneID": 77},
		step(t, "running", job.Exit{Signal: "CancelClone"}, nil), step(t, "failed", job.Exit{}, nil))
	b = serve(t, nil, waits)
	require.Equal(t, `{}`, call(t, b, "CancelClone", `{"cloneID":77}`).Raw)
	require.Equal(t, "Clone failed.", poll(t, b, 9, false).Get("error.message").Str)
}

// A scenario's rule gives a clone another timeline. The volume of a failed clone does not exist.
func TestFailedClone(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	b.World = world.New(b.Clock, 1, map[string]string{"element.volumes": "lenient"}, rule.Rule{
		API: "element", Call: "CloneVolume", Chance: 1,
		Start: &rule.Start{Timeline: job.Steps(step(t, "running", lasting(time.Second), nil), step(t, "failed", job.Exit{}, nil))},
	})
	call(t, b, "CloneVolume", `{"volumeID":5,"name":"copy"}`)
	b.Clock.Advance(time.Second)
	require.True(t, poll(t, b, 1, true).Get("error").Exists())
	require.Equal(t, `[5]`, listed(t, b, "ListVolumes", `{"volumeIDs":[5,1001]}`))
	require.Equal(t, "xVolumeIDDoesNotExist: VolumeID 1001 does not exist.", callError(t, b, "CopyVolume", `{"volumeID":5,"dstVolumeID":1001}`))
}

func TestCloneGroup(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	const group = `{"volumes":[{"volumeID":5,"name":"foxhill","access":"readOnly"},{"volumeID":18}],"access":"locked"}`
	require.Equal(t, `{"asyncHandle":1,"groupCloneID":1,"members":[{"srcVolumeID":5,"volumeID":1001},{"srcVolumeID":18,"volumeID":1002}]}`,
		call(t, b, "CloneMultipleVolumes", group).Raw)
	require.Equal(t, `[[5,1001],[18,1002]]`, call(t, b, "ListSyncJobs", `{}`).Get("syncJobs.#.[srcVolumeID,dstVolumeID]").Raw)
	call(t, b, "CopyVolume", `{"volumeID":18,"dstVolumeID":5}`)
	require.Equal(t, "xMaxClonesPerVolumeExceeded: xMaxClonesPerVolumeExceeded", callError(t, b, "CloneMultipleVolumes", group))
	b.Clock.Advance(10 * time.Second)
	require.Equal(t, `{"groupCloneID":1,"members":[{"srcVolumeID":5,"volumeID":1001},{"srcVolumeID":18,"volumeID":1002}],"message":"Clone complete."}`,
		poll(t, b, 1, false).Get("result").Raw)
	require.Equal(t, `[["foxhill","readOnly"],["volume-18","locked"]]`,
		call(t, b, "ListVolumes", `{"volumeIDs":[1001,1002]}`).Get("volumes.#.[name,access]").Raw)

	require.Equal(t, int64(2), call(t, b, "CloneMultipleVolumes", group).Get("groupCloneID").Int())
	for _, params := range []string{`{"cloneID":2}`, `{"groupCloneID":2}`} { // ND cancelgroupclone's example has cloneID
		body := post(t, b, `{"method":"CancelGroupClone","params":`+params+`,"id":1}`)
		require.Equal(t, params == `{"cloneID":2}`, gjson.Get(body, "result").Exists(), body)
	}
	b.Clock.Advance(time.Hour)
	require.Equal(t, `[5,18,1001,1002]`, listed(t, b, "ListVolumes", `{}`))
	for params, want := range map[string]string{
		`{}`:                             "xMissingParameter: Missing member=[volumes]",
		`{"volumes":[]}`:                 "xInvalidParameter: No volumes specified",
		`{"volumes":[{}]}`:               "xMissingParameter: Missing member=[volumes.volumeID]",
		`{"volumes":[5]}`:                "xInvalidParameterType: volumes: expected array of objects",
		`{"volumes":{"volumeID":5}}`:     "xInvalidParameterType: volumes: expected array",
		`{"volumes":[{"volumeID":"x"}]}`: "xInvalidParameterType: volumes.volumeID: expected integer",
	} {
		require.Equal(t, want, callError(t, b, "CloneMultipleVolumes", params), params)
	}
}

// The error of a failed group has its id.
func TestFailedGroup(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "12", "Clone", job.Fields{"groupCloneID": 4}, step(t, "failed", job.Exit{}, nil)))
	require.Equal(t, `{"groupCloneID":4,"message":"Clone failed.","name":"xUnknown"}`, poll(t, b, 12, true).Get("error").Raw)
	require.Equal(t, "xInvalidParameter: GroupCloneID 4 does not exist.", callError(t, b, "CancelGroupClone", `{"groupCloneID":4}`))
}

func TestVolumeRefusals(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for _, c := range []struct{ method, params, want string }{
		{"CloneVolume", `{"volumeID":5}`, "xMissingParameter: Missing member=[name]"},
		{"CloneVolume", `{"volumeID":5,"name":""}`, "xInvalidParameter: The volume name must be 1 to 64 characters in length."},
		{"CloneVolume", `{"volumeID":5,"name":"n","access":"all"}`, "xUnrecognizedEnumString: all"},
		{"CloneVolume", `{"volumeID":5,"name":"n","newAccountID":7}`, "xAccountIDDoesNotExist: Illegal AccountID 7"},
		{"CloneVolume", `{"volumeID":5,"name":"n","newSize":9223372036854775807}`, "xInvalidParameter: The volume size is out of range."},
		{"CloneVolume", `{"volumeID":-5,"name":"n"}`, "xVolumeIDDoesNotExist: VolumeID -5 does not exist."},
		{"CopyVolume", `{"volumeID":5}`, "xMissingParameter: Missing member=[dstVolumeID]"},
		{"CreateVolume", `{"name":"n","accountID":1,"totalSize":999999999}`, "xInvalidParameter: The volume size is out of range."},
		{"CreateVolume", `{"name":"n","accountID":1,"totalSize":17592186044417}`, "xInvalidParameter: The volume size is out of range."},
		{"CreateVolume", `{"name":"n_1","accountID":1,"totalSize":1000000000}`, "xInvalidParameter: The volume name can contain only letters, digits and dashes."},
		{"CreateVolume", `{"name":"` + strings.Repeat("n", 65) + `","accountID":1,"totalSize":1000000000}`, "xInvalidParameter: The volume name must be 1 to 64 characters in length."},
		{"CreateVolume", `{"name":"n","accountID":1,"totalSize":1000000000,"attributes":{"a":"` + strings.Repeat("x", 1000) + `"}}`, "xInvalidParameter: The attributes must be smaller than 1000 bytes."},
		{"CopyVolume", `{"volumeID":5,"dstVolumeID":5}`, "xInvalidParameter: The source and destination volumes must be different."},
		{"CreateVolume", `{"name":"n","accountID":1,"totalSize":1000000000,"qos":{"minIOPS":[]}}`, "xInvalidParameterType: qos.minIOPS: expected integer"},
		{"CreateVolume", `{"name":"n","accountID":1,"totalSize":1000000000,"qos":1}`, "xInvalidParameterType: qos: expected object"},
		{"ListVolumes", `{"volumeStatus":"init"}`, "xUnrecognizedEnumString: init"},
		{"ListVolumes", `{"accounts":1}`, "xInvalidParameterType: accounts: expected array"},
		{"ListVolumesForAccount", `{"accountID":9}`, "xAccountIDDoesNotExist: Illegal AccountID 9"},
		{"AddAccount", `{"username":"jobsim"}`, "xDuplicateUsername: xDuplicateUsername"},
		{"AddAccount", `{"username":""}`, "xInvalidParameter: The username must be 1 to 64 characters in length."},
		{"GetAccountByID", `{"accountID":9}`, "xAccountIDDoesNotExist: Illegal AccountID 9"},
		{"GetAccountByName", `{"username":"unknown"}`, "xUnknownAccount: xUnknownAccount"},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
	require.Equal(t, `{"volumeAccessGroups":[],"volumeAccessGroupsNotFound":[3]}`, call(t, b, "ListVolumeAccessGroups", `{"volumeAccessGroups":[3]}`).Raw)
}
