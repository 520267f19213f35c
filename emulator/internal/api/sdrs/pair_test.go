package sdrs_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// TestPair follows a pair from its creation to its deletion.
func TestPair(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	id := newPair(t, b, g, "disk1")
	got := send(t, b, 200, "GET", pairs+"/"+id, "").Get("replication")
	target := got.Get("volume_ids").String()[len("disk1,"):]
	require.JSONEq(t, `{"id":"`+id+`","name":"pair","description":null,"replication_model":"hypermetro","status":"available",
		"progress":0,"replication_status":"active","attachment":[],"server_group_id":"`+g+`","volume_ids":"disk1,`+target+`",
		"priority_station":"source","fault_level":"0","created_at":"2026-01-02T12:01:00.000000",
		"updated_at":"2026-01-02T12:01:06.000000",
		"record_metadata":{"multiattach":false,"bootable":false,"volume_size":10,"volume_type":"SATA"}}`, got.Raw)
	sendError(t, b, "SDRS.1811", "POST", pairs, pairBody(g, "disk1"))
	sendError(t, b, "SDRS.1811", "POST", pairs, pairBody(g, target))

	path := pairs + "/" + id + "/action"
	job := start(t, b, "POST", path, `{"extend-replication":{"new_size":20}}`)
	require.Equal(t, "extending", status(t, b, pairs, id))
	sendError(t, b, "SDRS.1601", "POST", path, `{"extend-replication":{"new_size":30}}`)
	sendError(t, b, "SDRS.1601", "DELETE", pairs+"/"+id, ``)
	failJob(t, b, job)
	require.Equal(t, "error-extending", status(t, b, pairs, id))
	got = run(t, b, "POST", path, `{"extend-replication":{"new_size":20}}`)
	require.Equal(t, "expandReplicationPairNew", got.Get("job_type").String())
	require.Equal(t, int64(20), send(t, b, 200, "GET", pairs+"/"+id, "").Get("replication.record_metadata.volume_size").Int())
	sendError(t, b, "SDRS.0201", "POST", path, `{"extend-replication":{"new_size":20}}`)
	sendError(t, b, "SDRS.0201", "POST", path, `{"extend-replication":{}}`)
	sendError(t, b, "SDRS.0206", "POST", path, `{}`)

	sendError(t, b, "SDRS.1611", "DELETE", pairs+"/"+id, `{"replication":{"server_group_id":"another"}}`)
	require.Equal(t, "deleteReplicationPairNoCG", run(t, b, "DELETE", pairs+"/"+id, `{"replication":{}}`).Get("job_type").String())
	sendError(t, b, "SDRS.1608", "GET", pairs+"/"+id, "")
	newPair(t, b, g, "disk1")
}

func TestPairErrors(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	for body, code := range map[string]string{
		``:                       "SDRS.0201",
		`{"replication":7}`:      "SDRS.0201",
		`{"replication":{}}`:     "SDRS.0207",
		pairBody(g, ""):          "SDRS.0211",
		pairBody("none", "disk"): "SDRS.1013",
		`{"replication":{"server_group_id":"` + g + `","volume_id":"d"}}`: "SDRS.0202",
	} {
		sendError(t, b, code, "POST", pairs, body)
	}
}

// A disk that EVS has lends its size to the pair, is guarded while the pair exists, and is released afterwards.
func TestPairOfKnownDisk(t *testing.T) {
	t.Parallel()
	b := serve(t)
	put := func(status string) {
		require.NoError(t, b.World.Do(func(tx *world.Tx) error {
			tx.Put(otc.Disk("d"), project, status, sized(40))
			return nil
		}))
	}
	guarded := func() (held bool) {
		require.NoError(t, b.World.Do(func(tx *world.Tx) error {
			_, held = tx.Resource(otc.Guarded("d"))
			return nil
		}))
		return held
	}
	g := newGroup(t, b)
	put("creating")
	sendError(t, b, "SDRS.1801", "POST", pairs, pairBody(g, "d"))
	put("available")
	id := newPair(t, b, g, "d")
	require.True(t, guarded())
	got := send(t, b, 200, "GET", pairs+"/"+id, "").Get("replication.record_metadata")
	require.Equal(t, int64(40), got.Get("volume_size").Int())
	require.Equal(t, "SSD", got.Get("volume_type").String())
	run(t, b, "POST", pairs+"/"+id+"/action", `{"extend-replication":{"new_size":50}}`)
	require.NoError(t, b.World.Do(func(tx *world.Tx) error {
		disk, _ := tx.Resource(otc.Disk("d"))
		require.Equal(t, sized(50), disk.Props)
		return nil
	}))
	run(t, b, "DELETE", pairs+"/"+id, "")
	require.False(t, guarded())
}

// sized is a disk as EVS keeps it.
type sized int

func (s sized) Space() (size int, kind string) { return int(s), "SSD" }
func (s sized) Resize(size int) any            { return sized(size) }

// The entities of attach and detach jobs are strings; both sides show the attachment.
func TestAttach(t *testing.T) {
	t.Parallel()
	b, g, i, p := newFullGroup(t)
	path := instances + "/" + i + "/attachreplication"
	body := `{"replicationAttachment":{"replication_id":"` + p + `","device":"/dev/vdb"}}`
	job := start(t, b, "POST", path, body)
	require.Equal(t, "attaching", status(t, b, pairs, p))
	failJob(t, b, job)
	require.Equal(t, "error-attaching", status(t, b, pairs, p))
	sendError(t, b, "SDRS.1601", "POST", path, body)

	other := newPair(t, b, g, "disk3")
	body = `{"replicationAttachment":{"replication_id":"` + other + `","device":"/dev/vdb"}}`
	got := run(t, b, "POST", path, body)
	require.JSONEq(t, `{"protected_instance_id":"`+i+`","replication_pair_id":"`+other+`"}`, got.Get("entities").Raw)
	require.JSONEq(t, `[{"replication":"`+other+`","device":"/dev/vdb"}]`,
		send(t, b, 200, "GET", instances+"/"+i, "").Get("protected_instance.attachment").Raw)
	require.JSONEq(t, `[{"protected_instance":"`+i+`","device":"/dev/vdb"}]`,
		send(t, b, 200, "GET", pairs+"/"+other, "").Get("replication.attachment").Raw)
	sendError(t, b, "SDRS.1603", "POST", path, body)
	sendError(t, b, "SDRS.1605", "DELETE", pairs+"/"+other, "")
	third := newPair(t, b, g, "disk4")
	sendError(t, b, "SDRS.1603", "POST", path, `{"replicationAttachment":{"replication_id":"`+third+`","device":"/dev/vdb"}}`)

	detach := instances + "/" + i + "/detachreplication/"
	sendError(t, b, "SDRS.1604", "DELETE", detach+third, "")
	sendError(t, b, "SDRS.1608", "DELETE", detach+"none", "")
	got = run(t, b, "DELETE", detach+other, "")
	require.Equal(t, "detachReplicationPairNew", got.Get("job_type").String())
	require.Equal(t, `[]`, send(t, b, 200, "GET", pairs+"/"+other, "").Get("replication.attachment").Raw)
	require.Equal(t, "available", status(t, b, pairs, other))

	run(t, b, "POST", path, body)
	run(t, b, "DELETE", instances+"/"+i, "")
	require.Equal(t, `[]`, send(t, b, 200, "GET", pairs+"/"+other, "").Get("replication.attachment").Raw)
	require.Equal(t, "available", status(t, b, pairs, other))
}

func TestAttachErrors(t *testing.T) {
	t.Parallel()
	b, _, i, p := newFullGroup(t)
	path := instances + "/" + i + "/attachreplication"
	foreign := newPair(t, b, newGroup(t, b), "foreign")
	for body, code := range map[string]string{
		``:                             "SDRS.0201",
		`{"replicationAttachment":{}}`: "SDRS.0213",
		`{"replicationAttachment":{"replication_id":"` + p + `"}}`:                             "SDRS.0201",
		`{"replicationAttachment":{"replication_id":"none","device":"/dev/vdb"}}`:              "SDRS.1608",
		`{"replicationAttachment":{"replication_id":"` + foreign + `","device":"/dev/vdb"}}`:   "SDRS.1611",
		`{"replicationAttachment":{"replication_id":["` + foreign + `"],"device":"/dev/vdb"}}`: "SDRS.0201",
	} {
		sendError(t, b, code, "POST", path, body)
	}
	sendError(t, b, "SDRS.1320", "POST", instances+"/none/attachreplication",
		`{"replicationAttachment":{"replication_id":"`+p+`","device":"/dev/vdb"}}`)
}
