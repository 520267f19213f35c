package element_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

// Ansible's backup: a write session without a script, and a read whose script gets its key. It polls the read alone, so the
// end of the read ends both; a volume takes any number of such backups, one after the other.
func TestScriptEndsTheOtherSession(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for range 3 {
		w := call(t, b, "StartBulkVolumeWrite", `{"volumeID":2,"format":"native"}`)
		key := w.Get("key").Str
		r := call(t, b, "StartBulkVolumeRead", `{"volumeID":1,"format":"native","script":"bv_internal.py","scriptParameters":`+
			`{"range":{"lba":0,"blocks":244224},"write":{"mvip":"192.0.2.10","username":"a","password":"b","key":"`+key+`","endpoint":"solidfire","format":"native"}}}`)
		require.Equal(t, "preparing", jobOf(t, b, key).Get("status").Str)
		b.Clock.Advance(10 * time.Second)
		require.Equal(t, `["running",31]`, jobOf(t, b, key).Get("[status,percentComplete]").Raw)
		b.Clock.Advance(10 * time.Second)
		require.Equal(t, "complete", poll(t, b, r.Get("asyncHandle").Int(), true).Get("status").Str)
		require.False(t, jobOf(t, b, key).Exists())
		require.Equal(t, "Bulk volume job succeeded", poll(t, b, w.Get("asyncHandle").Int(), true).Get("result.message").Str)
	}
	require.Equal(t, `[]`, call(t, b, "ListBulkVolumeJobs", `{}`).Get("bulkVolumeJobs").Raw)
}

// What a report sets stays when the timeline goes on: the percentage does not fall, and the attributes and the message of
// the last report are those of the job.
func TestReportOutlivesItsStep(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "7", "BulkVolume", job.Fields{"key": "k", "volumeID": 1},
		step(t, "running", lasting(time.Minute), nil),
		step(t, "running", job.Exit{Signal: "complete"}, nil),
		step(t, "running", lasting(time.Minute), nil),
		step(t, "complete", job.Exit{}, nil),
	))
	update(t, b, "k", `"status":"running","percentComplete":60,"attributes":{"a":1}`)
	b.Clock.Advance(time.Minute)
	require.Equal(t, `[60,{"a":1}]`, jobOf(t, b, "k").Get("[percentComplete,attributes]").Raw)
	update(t, b, "k", `"status":"running","attributes":{"a":2}`)
	require.Equal(t, `[60,{"a":2}]`, jobOf(t, b, "k").Get("[percentComplete,attributes]").Raw)
	require.Equal(t, `{"attributes":{"a":3},"status":"running","url":"https://127.0.0.1:44000/"}`,
		update(t, b, "k", `"status":"complete","message":"Copied.","attributes":{"a":3}`))
	require.Equal(t, `{"a":3}`, jobOf(t, b, "k").Get("attributes").Raw)
	b.Clock.Advance(time.Minute)
	require.Equal(t, "Copied.", poll(t, b, 7, true).Get("result.message").Str)
}

// A report that a session runs ends its preparation, also where a script prepares it.
func TestReportEndsThePreparation(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	s := call(t, b, "StartBulkVolumeRead", `{"volumeID":1,"format":"native","script":"bv_internal.py"}`)
	key := s.Get("key").Str
	require.Equal(t, "preparing", jobOf(t, b, key).Get("status").Str)
	update(t, b, key, `"status":"running","percentComplete":3`)
	require.Equal(t, `["running",3]`, jobOf(t, b, key).Get("[status,percentComplete]").Raw)
	b.Clock.Advance(15 * time.Second)
	require.Equal(t, "complete", poll(t, b, s.Get("asyncHandle").Int(), true).Get("status").Str)
}

// Under the profile observed a session's url is that of the volume's node.
func TestSessionURL(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"observed"})
	for volume, want := range map[int]string{1: "https://192.0.2.101:8443/", 3: "https://192.0.2.103:8443/", 4: "https://192.0.2.101:8443/"} {
		s := call(t, b, "StartBulkVolumeRead", fmt.Sprintf(`{"volumeID":%d,"format":"native"}`, volume))
		require.Equal(t, want, s.Get("url").Str)
		require.Equal(t, want, call(t, b, "UpdateBulkVolumeStatus", `{"key":"`+s.Get("key").Str+`"}`).Get("url").Str)
	}
}

// The limits of GetLimits hold: per volume and per node, for bulk jobs and for clones, those of a group included.
func TestLimitsPerNode(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for i := range 8 { // the volumes 1, 4, 7 … have one node
		call(t, b, "StartBulkVolumeRead", fmt.Sprintf(`{"volumeID":%d,"format":"native"}`, 1+3*i))
		call(t, b, "CloneVolume", fmt.Sprintf(`{"volumeID":%d,"name":"copy"}`, 1+3*i))
	}
	require.Equal(t, "xExceededLimit: Exceeded maximum number of bulk volume jobs per node",
		callError(t, b, "StartBulkVolumeRead", `{"volumeID":100,"format":"native"}`))
	require.Equal(t, "xMaxClonesPerNodeExceeded: xMaxClonesPerNodeExceeded", callError(t, b, "CloneVolume", `{"volumeID":100,"name":"copy"}`))
	call(t, b, "StartBulkVolumeRead", `{"volumeID":101,"format":"native"}`)
	require.Equal(t, "xMaxClonesPerVolumeExceeded: xMaxClonesPerVolumeExceeded",
		callError(t, b, "CloneMultipleVolumes", `{"volumes":[{"volumeID":2},{"volumeID":2},{"volumeID":2}]}`))
}

// Ids of sessions and clones are never those of a scenario, which are the handles unless it says otherwise.
func TestIDsOfScenarioJobs(t *testing.T) {
	t.Parallel()
	b := serve(t, nil,
		spec(t, "1", "BulkVolume", job.Fields{"volumeID": 5}, step(t, "running", job.Exit{}, nil)),
		spec(t, "2", "BulkVolume", job.Fields{"volumeID": 5, "bulkVolumeID": 3}, step(t, "running", job.Exit{}, nil)),
		spec(t, "3", "Clone", job.Fields{"volumeID": 5}, step(t, "running", job.Exit{}, nil)))
	_, key := start(t, b, `{"volumeID":6,"format":"native"}`)
	require.Equal(t, int64(2), jobOf(t, b, key).Get("bulkVolumeID").Int())
	require.Equal(t, int64(1), call(t, b, "CopyVolume", `{"volumeID":6,"dstVolumeID":7}`).Get("cloneID").Int())
	require.Equal(t, `{}`, call(t, b, "CancelClone", `{"cloneID":3}`).Raw)
	_, key = start(t, b, `{"volumeID":6,"format":"native"}`)
	require.Equal(t, int64(4), jobOf(t, b, key).Get("bulkVolumeID").Int())
}

// A handle that clients do not see yet is in no list either.
func TestHiddenHandleIsInNoList(t *testing.T) {
	t.Parallel()
	hidden := spec(t, "7", "BulkVolume", job.Fields{"volumeID": 5}, step(t, "running", job.Exit{}, nil))
	hidden.Consistency = &job.Consistency{Hidden: lasting(time.Minute)}
	b := serve(t, nil, hidden)
	lists := func() int {
		return len(call(t, b, "ListAsyncResults", `{}`).Get("asyncHandles").Array()) + len(call(t, b, "ListBulkVolumeJobs", `{}`).Get("bulkVolumeJobs").Array())
	}
	require.Equal(t, unknownHandle, callError(t, b, "GetAsyncResult", handleParams(7, true)))
	require.Zero(t, lists())
	b.Clock.Advance(time.Minute)
	poll(t, b, 7, true)
	require.Equal(t, 2, lists())
}

// Cinder's create_cloned_volume changes the clone's attributes before it waits for it.
func TestModifyVolumeOfAClone(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	id := call(t, b, "CloneVolume", `{"volumeID":5,"name":"copy"}`).Get("volumeID").Raw
	changed := call(t, b, "ModifyVolume", `{"volumeID":`+id+`,"attributes":{"uuid":"x"},"totalSize":2000000000}`)
	require.Equal(t, `["init",{"uuid":"x"},2000683008]`, changed.Get("volume.[status,attributes,totalSize]").Raw)
	b.Clock.Advance(10 * time.Second)
	require.Equal(t, `[["active",{"uuid":"x"},2000683008]]`,
		call(t, b, "ListVolumes", `{"volumeIDs":[`+id+`]}`).Get("volumes.#.[status,attributes,totalSize]").Raw)
}

// Unless element.volumes is strict, the ids of clones leave alone those that clients name by themselves.
func TestClonesOfUnknownVolumes(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for _, id := range []string{"1", "2", "3"} {
		call(t, b, "CloneVolume", `{"volumeID":`+id+`,"name":"copy"}`)
	}
	require.Equal(t, "xInvalidParameter: The source and destination volumes must be the same size.",
		callError(t, b, "CopyVolume", `{"volumeID":1,"dstVolumeID":`+call(t, b, "CreateVolume", newMySQL).Get("volumeID").Raw+`}`))
}
