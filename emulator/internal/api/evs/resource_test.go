package evs_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/evs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// declare adds what a scenario's entry describes, or returns the fault.
func declare(t testing.TB, b *apitest.Bench, kind, id, status string, f job.Fields) error {
	t.Helper()
	vocabulary := evs.API().Vocabulary
	k, ok := vocabulary.ResourceKind(kind)
	require.True(t, ok)
	if status == "" {
		status = k.Statuses[0]
	}
	all, err := k.New(job.Resource{ResourceName: job.ResourceName{API: "evs", Kind: kind, ID: id}, Status: status}, f)
	if err != nil {
		return err
	}
	return b.World.Do(func(tx *world.Tx) error { return tx.Declare(all...) })
}

// A declared disk is one like any other, also in a status that no job gives it.
func TestDeclaredDisks(t *testing.T) {
	t.Parallel()
	b := serve(t)
	require.NoError(t, declare(t, b, "volume", "v-1", "in-use", job.Fields{
		"name": "data", "size": 40, "volume_type": "SSD", "availability_zone": "eu-de-02", "description": "d", "multiattach": true,
		"image_id": "i", "snapshot_id": "s", "metadata": map[string]any{"k": "v"}, "tags": map[string]any{"t": "1"},
		"attachments": []any{map[string]any{"server_id": "srv-1", "device": "/dev/vdc"}},
	}))
	disk := ask(t, b, 200, "GET", clouds+"/v-1", "").Get("volume")
	require.Equal(t, []any{"in-use", "data", 40.0, "SSD", "eu-de-02", "d", true, "true", "s", "i"}, []any{
		disk.Get("status").Value(), disk.Get("name").Value(), disk.Get("size").Value(), disk.Get("volume_type").Value(),
		disk.Get("availability_zone").Value(), disk.Get("description").Value(), disk.Get("multiattach").Value(),
		disk.Get("bootable").Value(), disk.Get("snapshot_id").Value(), disk.Get("volume_image_metadata.image_id").Value(),
	})
	require.JSONEq(t, `{"k":"v"}`, disk.Get("metadata").Raw)
	require.JSONEq(t, `{"t":"1"}`, disk.Get("tags").Raw)
	attachment := disk.Get("attachments.0")
	require.Equal(t, "srv-1", attachment.Get("server_id").String())
	require.Equal(t, "/dev/vdc", attachment.Get("device").String())
	require.Equal(t, "v-1", attachment.Get("volume_id").String())
	require.Equal(t, "EVS.1046", ask(t, b, 400, "DELETE", clouds+"/v-1", "").Get("error.code").String(), "it is attached")
	require.Equal(t, "EVS.1065", ask(t, b, 400, "POST", clouds+"/v-1/action", `{"os-extend":{"new_size":50}}`).Get("error.code").String())

	require.NoError(t, declare(t, b, "volume", "v-2", "error_deleting", nil))
	require.NoError(t, declare(t, b, "volume", "v-3", "in-use", nil))
	require.EqualValues(t, 3, ask(t, b, 200, "GET", clouds+"/detail", "").Get("count").Int())
	require.Equal(t, "error_deleting", ask(t, b, 200, "GET", clouds+"/v-2", "").Get("volume.status").String())
	require.NotEmpty(t, ask(t, b, 200, "GET", clouds+"/v-3", "").Get("volume.attachments.0.server_id").String())
	require.EqualError(t, declare(t, b, "volume", "v-3", "", nil), "volume evs/v-3 exists already")
}

// A declared snapshot can be rolled back and made a disk of.
func TestDeclaredSnapshots(t *testing.T) {
	t.Parallel()
	b := serve(t)
	require.NoError(t, declare(t, b, "volume", "v-1", "", job.Fields{"size": 20}))
	require.NoError(t, declare(t, b, "snapshot", "s-1", "", job.Fields{"volume_id": "v-1", "name": "daily", "size": 10, "volume_type": "SSD", "description": "d"}))
	require.Equal(t, "available", ask(t, b, 200, "GET", snapshots+"/s-1", "").Get("snapshot.status").String())
	ask(t, b, 202, "POST", snapshots+"/s-1/rollback", `{"rollback":{"volume_id":"v-1"}}`)
}

// Faults of an entry name the field.
func TestDeclaredFaults(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for message, f := range map[string]job.Fields{
		"size: must be between 1 and 32768":                                          {"size": 0},
		"volume_type: must be a disk type such as SATA, SAS or SSD":                  {"volume_type": "NVME"},
		"tags.a: must be a string":                                                   {"tags": map[string]any{"a": 1}},
		"metadata: must be a mapping; use {} for none":                               {"metadata": "x"},
		"attachments: must be a list such as [{server_id: srv-1, device: /dev/vdb}]": {"attachments": []any{map[string]any{"device": "/dev/vdb"}}},
	} {
		require.EqualError(t, declare(t, b, "volume", "v-1", "", f), message)
	}
	require.EqualError(t, declare(t, b, "snapshot", "s-1", "", nil), "volume_id: is required: the ID of the disk that the snapshot was taken of")
}
