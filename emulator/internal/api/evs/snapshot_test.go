package evs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const snapshots = "/v2/" + project + "/cloudsnapshots"

// A snapshot goes from creating to available and away, by EVS's own calls and by Cinder's (evs_04_2016 to evs_04_2021).
func TestSnapshots(t *testing.T) {
	t.Parallel()
	for _, path := range []string{snapshots, "/v3/" + project + "/snapshots"} {
		b := serve(t)
		disk := create(t, b, `{"volume":{"volume_type":"SSD","size":20,"availability_zone":"eu-de-01"}}`)
		made := ask(t, b, 202, "POST", path, `{"snapshot":{"volume_id":"`+disk+`","name":"s","description":"d","force":false,"metadata":{"k":"v"}}}`)
		id := made.Get("snapshot.id").String()
		require.JSONEq(t, `{"snapshot":{"id":"`+id+`","status":"creating","name":"s","description":"d","volume_id":"`+disk+`","size":20,
			"metadata":{"k":"v"},"created_at":"2026-01-02T12:01:00.000000","updated_at":"2026-01-02T12:01:00.000000"}}`, made.Raw)
		one := path + "/" + id
		require.Equal(t, "0%", ask(t, b, 200, "GET", one, "").Get(`snapshot.os-extended-snapshot-attributes\:progress`).String())
		b.Clock.Advance(time.Minute)
		shown := ask(t, b, 200, "GET", one, "").Get("snapshot")
		require.Equal(t, "available", shown.Get("status").String())
		require.Equal(t, project, shown.Get(`os-extended-snapshot-attributes\:project_id`).String())
		list := ask(t, b, 200, "GET", path+"/detail?status=available&volume_id="+disk, "")
		require.JSONEq(t, shown.Raw, list.Get("snapshots.0").Raw)
		require.Equal(t, path == snapshots, list.Get("count").Exists())
		require.Empty(t, ask(t, b, 200, "GET", path+"/detail?name=other", "").Get("snapshots").Array())
		require.Len(t, ask(t, b, 200, "GET", path, "").Get("snapshots").Array(), 1)
		renamed := ask(t, b, 200, "PUT", one, `{"snapshot":{"name":"t"}}`)
		require.Equal(t, "t", renamed.Get("snapshot.name").String())
		require.Equal(t, "d", renamed.Get("snapshot.description").String())
		require.JSONEq(t, `{"metadata":{"k":"w"}}`, ask(t, b, 200, "PUT", one+"/metadata", `{"metadata":{"k":"w"}}`).Raw)
		require.Empty(t, ask(t, b, 202, "DELETE", one, "").Raw)
		require.Equal(t, "deleting", ask(t, b, 200, "GET", one, "").Get("snapshot.status").String())
		ask(t, b, 400, "DELETE", one, "")
		b.Clock.Advance(time.Minute)
		ask(t, b, 404, "GET", one, "")
	}
}

// A disk from a snapshot has the type of the snapshot's disk and at least its size (evs_04_2013).
func TestDiskFromSnapshot(t *testing.T) {
	t.Parallel()
	b := serve(t)
	disk := create(t, b, `{"volume":{"volume_type":"SSD","size":20,"availability_zone":"eu-de-01"}}`)
	id := ask(t, b, 202, "POST", snapshots, `{"snapshot":{"volume_id":"`+disk+`"}}`).Get("snapshot.id").String()
	order := func(size, snapshot string) string {
		return `{"volume":{"volume_type":"SAS","availability_zone":"eu-de-01","snapshot_id":"` + snapshot + `"` + size + `}}`
	}
	require.Equal(t, "EVS.2043", ask(t, b, 400, "POST", clouds, order(`,"size":20`, id)).Get("error.code").String(), "not yet available")
	b.Clock.Advance(time.Minute)
	require.Equal(t, "EVS.1010", ask(t, b, 400, "POST", clouds, order(`,"size":19`, id)).Get("error.code").String())
	require.Equal(t, "EVS.1010", ask(t, b, 400, "POST", clouds, order("", id)).Get("error.code").String())
	require.Equal(t, "EVS.2045", ask(t, b, 400, "POST", clouds, order(`,"size":20`, "never")).Get("error.code").String())
	made := ask(t, b, 200, "GET", clouds+"/"+create(t, b, order(`,"size":40`, id)), "").Get("volume")
	require.Equal(t, id, made.Get("snapshot_id").String())
	require.Equal(t, "SSD", made.Get("volume_type").String())
	require.EqualValues(t, 40, made.Get("size").Int())
	inherited := ask(t, b, 202, "POST", volumes, order("", id)).Get("volume")
	require.EqualValues(t, 20, inherited.Get("size").Int(), "Cinder's call may leave the size out")
}

// A rollback takes the source disk only, which must be available (evs_04_2020).
func TestRollback(t *testing.T) {
	t.Parallel()
	b := serve(t)
	disk, other := create(t, b, plain), create(t, b, plain)
	id := ask(t, b, 202, "POST", snapshots, `{"snapshot":{"volume_id":"`+disk+`"}}`).Get("snapshot.id").String()
	b.Clock.Advance(time.Minute)
	path := snapshots + "/" + id + "/rollback"
	require.Equal(t, "EVS.1002", ask(t, b, 400, "POST", path, `{"rollback":{"volume_id":"`+other+`"}}`).Get("error.code").String())
	body := `{"rollback":{"volume_id":"` + disk + `"}}`
	require.JSONEq(t, body, ask(t, b, 202, "POST", path, body).Raw)
	require.Equal(t, "rollbacking", ask(t, b, 200, "GET", clouds+"/"+disk, "").Get("volume.status").String())
	require.Equal(t, "rollbacking", ask(t, b, 200, "GET", snapshots+"/"+id, "").Get("snapshot.status").String())
	ask(t, b, 400, "POST", path, body)
	b.Clock.Advance(time.Minute)
	require.Equal(t, "available", ask(t, b, 200, "GET", clouds+"/"+disk, "").Get("volume.status").String())
	require.Equal(t, "available", ask(t, b, 200, "GET", snapshots+"/"+id, "").Get("snapshot.status").String())
}

// Cinder deletes a disk with snapshots only with cascade=true; EVS's own call deletes them too.
func TestDeleteWithSnapshots(t *testing.T) {
	t.Parallel()
	for _, remove := range []string{volumes + "/DISK?cascade=true", clouds + "/DISK"} {
		b := serve(t)
		disk := create(t, b, plain)
		id := ask(t, b, 202, "POST", snapshots, `{"snapshot":{"volume_id":"`+disk+`"}}`).Get("snapshot.id").String()
		b.Clock.Advance(time.Minute)
		require.Contains(t, ask(t, b, 400, "DELETE", volumes+"/"+disk, "").Get("badRequest.message").String(), "have snapshots")
		require.Less(t, b.Ask("DELETE", strings.Replace(remove, "DISK", disk, 1), "").StatusCode, 300)
		b.Clock.Advance(time.Minute)
		ask(t, b, 404, "GET", clouds+"/"+disk, "")
		ask(t, b, 404, "GET", snapshots+"/"+id, "")
	}
}

// The metadata of a disk, as openstackclient changes it (evs_04_3038 to evs_04_3043).
func TestMetadata(t *testing.T) {
	t.Parallel()
	b := serve(t)
	path := volumes + "/" + create(t, b, plain) + "/metadata"
	require.JSONEq(t, `{"metadata":{"a":"1"}}`, ask(t, b, 200, "POST", path, `{"metadata":{"a":"1"}}`).Raw)
	require.JSONEq(t, `{"metadata":{"a":"1","b":"2"}}`, ask(t, b, 200, "POST", path, `{"metadata":{"b":"2"}}`).Raw)
	require.JSONEq(t, `{"meta":{"b":"2"}}`, ask(t, b, 200, "GET", path+"/b", "").Raw)
	require.JSONEq(t, `{"meta":{"b":"3"}}`, ask(t, b, 200, "PUT", path+"/b", `{"meta":{"b":"3"}}`).Raw)
	ask(t, b, 400, "PUT", path+"/b", `{"meta":{"c":"3"}}`)
	ask(t, b, 200, "DELETE", path+"/b", "")
	ask(t, b, 404, "DELETE", path+"/b", "")
	ask(t, b, 404, "GET", path+"/b", "")
	require.JSONEq(t, `{"metadata":{"a":"1"}}`, ask(t, b, 200, "GET", path, "").Raw)
	require.JSONEq(t, `{"metadata":{"c":"1"}}`, ask(t, b, 200, "PUT", path, `{"metadata":{"c":"1"}}`).Raw)
}

// The actions of Cinder besides os-extend (evs_04_3049, evs_04_3050).
func TestCinderActions(t *testing.T) {
	t.Parallel()
	b := serve(t)
	one := volumes + "/" + create(t, b, plain)
	ask(t, b, 200, "POST", one+"/action", `{"os-set_bootable":{"bootable":true}}`)
	ask(t, b, 202, "POST", one+"/action", `{"os-update_readonly_flag":{"readonly":true}}`)
	byID := ask(t, b, 200, "GET", "/v3/"+project+"/types", "").Get("volume_types.2.id").String()
	ask(t, b, 202, "POST", one+"/action", `{"os-retype":{"new_type":"`+byID+`","migration_policy":"never"}}`)
	shown := ask(t, b, 200, "GET", one, "").Get("volume")
	require.Equal(t, "true", shown.Get("bootable").String())
	require.JSONEq(t, `{"readonly":"true"}`, shown.Get("metadata").Raw)
	require.Equal(t, "retyping", shown.Get("status").String())
	b.Clock.Advance(time.Minute)
	require.Equal(t, "SSD", ask(t, b, 200, "GET", one, "").Get("volume.volume_type").String())
	ask(t, b, 400, "POST", one+"/action", `{"os-detach":{}}`)
	ask(t, b, 400, "POST", one+"/action", `{"os-set_bootable":{}}`)
}
