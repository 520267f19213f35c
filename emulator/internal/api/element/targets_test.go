package element_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// What a scenario's jobs name exists, with the status that the job implies, also where volumes are strict; and the ids of new
// things are higher.
func TestTargets(t *testing.T) {
	t.Parallel()
	run := lasting(time.Minute)
	done := step(t, "complete", job.Exit{}, nil)
	b := serve(t, []string{"element.volumes=strict"},
		spec(t, "1", "Clone", job.Fields{"volumeID": 1, "dstVolumeID": 7}, step(t, "running", run, nil), done),
		spec(t, "2", "Clone", job.Fields{"volumeID": 1, "dstVolumeID": 8}, step(t, "running", run, nil), step(t, "failed", job.Exit{}, nil)),
		spec(t, "3", "BulkVolume", job.Fields{"volumeID": 2, "snapshotID": 509}, step(t, "running", job.Exit{}, nil)),
		spec(t, "4", "DriveRemoval", job.Fields{"drives": []any{2}}, step(t, "running", run, nil), done),
		spec(t, "5", "DriveAdd", job.Fields{"drives": []any{10, 20}}, step(t, "running", run, nil), done),
		spec(t, "6", "MaintenanceMode", job.Fields{"nodes": []any{2}}, step(t, "running", run, nil), done))
	statuses := func() string {
		return call(t, b, "ListVolumes", `{}`).Get("volumes.#.[volumeID,status]").Raw +
			drive(t, b, "2") + drive(t, b, "10") + drive(t, b, "20") +
			call(t, b, "ListActiveNodes", `{}`).Get("nodes.#.[nodeID,maintenanceMode]").Raw
	}
	require.Equal(t, `[[1,"active"],[2,"active"]]removingavailableavailable[[1,"Disabled"],[2,"PreparingForMaintenance"],[3,"Disabled"]]`, statuses())
	require.Equal(t, `[[509,2]]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.[snapshotID,volumeID]").Raw)
	require.Equal(t, `[1,[1,2]]`, call(t, b, "GetAccountByID", `{"accountID":1}`).Get("account.[accountID,volumes]").Raw)
	b.Clock.Advance(time.Minute)
	require.Equal(t, `[[1,"active"],[2,"active"],[7,"active"]]availableactiveactive[[1,"Disabled"],[2,"ReadyForMaintenance"],[3,"Disabled"]]`, statuses())
	require.Equal(t, int64(9), call(t, b, "CreateVolume", newMySQL).Get("volumeID").Int())
	require.Equal(t, int64(510), call(t, b, "CreateSnapshot", `{"volumeID":2}`).Get("snapshotID").Int())
	require.Len(t, call(t, b, "ListDrives", `{}`).Get("drives").Array(), 13)
}

// declare adds what a scenario declares under resources.
func declare(t testing.TB, b *apitest.Bench, kind, id, status string, given job.Fields) {
	t.Helper()
	v := element.API().Vocabulary
	k, ok := v.ResourceKind(kind)
	require.True(t, ok)
	made, err := k.New(job.Resource{ResourceName: job.ResourceName{API: "element", Kind: kind, ID: id}, Status: status}, given)
	require.NoError(t, err)
	require.NoError(t, b.World.Do(func(tx *world.Tx) error { return tx.Declare(made...) }))
}

func TestDeclaredResources(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"element.volumes=strict"})
	declare(t, b, "account", "3", "locked", job.Fields{"username": "csi", "attributes": map[string]any{"a": 1}})
	declare(t, b, "volume", "5", "active", job.Fields{"name": "data", "accountID": 3, "totalSize": 2000000000})
	declare(t, b, "volume", "6", "deleted", job.Fields{})
	declare(t, b, "snapshot", "4", "done", job.Fields{"volumeID": 5, "name": "nightly"})
	a := call(t, b, "GetAccountByName", `{"username":"csi"}`).Get("account")
	require.Equal(t, `[3,"locked",[5],{"a":1}]`, a.Get("[accountID,status,volumes,attributes]").Raw)
	require.Equal(t, `[[5,"data",3,2000683008,"active"],[6,"volume-6",1,1073741824,"deleted"]]`,
		call(t, b, "ListVolumes", `{}`).Get("volumes.#.[volumeID,name,accountID,totalSize,status]").Raw)
	require.Equal(t, `[[4,5,"nightly"]]`, call(t, b, "ListSnapshots", `{}`).Get("snapshots.#.[snapshotID,volumeID,name]").Raw)
	call(t, b, "CloneVolume", `{"volumeID":5,"name":"copy","snapshotID":4}`)
	call(t, b, "RestoreDeletedVolume", `{"volumeID":6}`)
}

func TestDeclaredResourceErrors(t *testing.T) {
	t.Parallel()
	v := element.API().Vocabulary
	for _, c := range []struct {
		kind, id string
		given    job.Fields
		want     string
	}{
		{"volume", "v-1", nil, "id: want a whole number above 0"},
		{"volume", "1", job.Fields{"totalSize": 1}, "totalSize: want 1000000000 to 17592186044416 bytes, and a name of 1 to 64 letters, digits and dashes"},
		{"volume", "1", job.Fields{"access": "all"}, "access: want readOnly or readWrite or locked or replicationTarget or snapMirrorTarget"},
		{"snapshot", "1", nil, "volumeID: want the volume of the snapshot"},
		{"account", "1", job.Fields{"username": 5}, "username: want a text"},
	} {
		k, ok := v.ResourceKind(c.kind)
		require.True(t, ok)
		_, err := k.New(job.Resource{ResourceName: job.ResourceName{API: "element", Kind: c.kind, ID: c.id}}, c.given)
		require.EqualError(t, err, c.want)
	}
}
