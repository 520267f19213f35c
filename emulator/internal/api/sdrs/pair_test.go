package sdrs_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// A pair from its creation to its end.
func TestPair(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	id := newPair(t, b, g, "disk1")
	got := ask(t, b, 200, "GET", pairs+"/"+id, "").Get("replication")
	target := got.Get("volume_ids").String()[len("disk1,"):]
	require.JSONEq(t, `{"id":"`+id+`","name":"pair","description":null,"replication_model":"hypermetro","status":"available",
		"progress":0,"replication_status":"active","attachment":[],"server_group_id":"`+g+`","volume_ids":"disk1,`+target+`",
		"priority_station":"source","fault_level":"0","created_at":"2026-01-02T12:01:00.000000",
		"updated_at":"2026-01-02T12:01:06.000000",
		"record_metadata":{"multiattach":false,"bootable":false,"volume_size":10,"volume_type":"SATA"}}`, got.Raw)
	refused(t, b, "SDRS.1811", "POST", pairs, pairBody(g, "disk1"))
	refused(t, b, "SDRS.1811", "POST", pairs, pairBody(g, target))

	path := pairs + "/" + id + "/action"
	began := begin(t, b, "POST", path, `{"extend-replication":{"new_size":20}}`)
	require.Equal(t, "extending", status(t, b, pairs, id))
	refused(t, b, "SDRS.1601", "POST", path, `{"extend-replication":{"new_size":30}}`)
	refused(t, b, "SDRS.1601", "DELETE", pairs+"/"+id, ``)
	fail(t, b, began)
	require.Equal(t, "error-extending", status(t, b, pairs, id))
	got = done(t, b, "POST", path, `{"extend-replication":{"new_size":20}}`)
	require.Equal(t, "expandReplicationPairNew", got.Get("job_type").String())
	require.Equal(t, int64(20), ask(t, b, 200, "GET", pairs+"/"+id, "").Get("replication.record_metadata.volume_size").Int())
	refused(t, b, "SDRS.0201", "POST", path, `{"extend-replication":{"new_size":20}}`)
	refused(t, b, "SDRS.0201", "POST", path, `{"extend-replication":{}}`)
	refused(t, b, "SDRS.0206", "POST", path, `{}`)

	refused(t, b, "SDRS.1611", "DELETE", pairs+"/"+id, `{"replication":{"server_group_id":"another"}}`)
	require.Equal(t, "deleteReplicationPairNoCG", done(t, b, "DELETE", pairs+"/"+id, `{"replication":{}}`).Get("job_type").String())
	refused(t, b, "SDRS.1608", "GET", pairs+"/"+id, "")
	newPair(t, b, g, "disk1")
}

func TestPairRefusals(t *testing.T) {
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
		refused(t, b, code, "POST", pairs, body)
	}
}

// A disk that EVS knows is measured, guarded, and let go again.
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
	refused(t, b, "SDRS.1801", "POST", pairs, pairBody(g, "d"))
	put("available")
	id := newPair(t, b, g, "d")
	require.True(t, guarded())
	got := ask(t, b, 200, "GET", pairs+"/"+id, "").Get("replication.record_metadata")
	require.Equal(t, int64(40), got.Get("volume_size").Int())
	require.Equal(t, "SSD", got.Get("volume_type").String())
	done(t, b, "POST", pairs+"/"+id+"/action", `{"extend-replication":{"new_size":50}}`)
	require.NoError(t, b.World.Do(func(tx *world.Tx) error {
		disk, _ := tx.Resource(otc.Disk("d"))
		require.Equal(t, sized(50), disk.Props)
		return nil
	}))
	done(t, b, "DELETE", pairs+"/"+id, "")
	require.False(t, guarded())
}

// sized stands for EVS's disk.
type sized int

func (s sized) Space() (size int, kind string) { return int(s), "SSD" }
func (s sized) Resize(size int) any            { return sized(size) }

// Attaching and detaching tell flat texts only; both sides show the attachment.
func TestAttach(t *testing.T) {
	t.Parallel()
	b, g, i, p := furnished(t)
	path := instances + "/" + i + "/attachreplication"
	body := `{"replicationAttachment":{"replication_id":"` + p + `","device":"/dev/vdb"}}`
	began := begin(t, b, "POST", path, body)
	require.Equal(t, "attaching", status(t, b, pairs, p))
	fail(t, b, began)
	require.Equal(t, "error-attaching", status(t, b, pairs, p))
	refused(t, b, "SDRS.1601", "POST", path, body)

	other := newPair(t, b, g, "disk3")
	body = `{"replicationAttachment":{"replication_id":"` + other + `","device":"/dev/vdb"}}`
	got := done(t, b, "POST", path, body)
	require.JSONEq(t, `{"protected_instance_id":"`+i+`","replication_pair_id":"`+other+`"}`, got.Get("entities").Raw)
	require.JSONEq(t, `[{"replication":"`+other+`","device":"/dev/vdb"}]`,
		ask(t, b, 200, "GET", instances+"/"+i, "").Get("protected_instance.attachment").Raw)
	require.JSONEq(t, `[{"protected_instance":"`+i+`","device":"/dev/vdb"}]`,
		ask(t, b, 200, "GET", pairs+"/"+other, "").Get("replication.attachment").Raw)
	refused(t, b, "SDRS.1603", "POST", path, body)
	refused(t, b, "SDRS.1605", "DELETE", pairs+"/"+other, "")
	third := newPair(t, b, g, "disk4")
	refused(t, b, "SDRS.1603", "POST", path, `{"replicationAttachment":{"replication_id":"`+third+`","device":"/dev/vdb"}}`)

	detach := instances + "/" + i + "/detachreplication/"
	refused(t, b, "SDRS.1604", "DELETE", detach+third, "")
	refused(t, b, "SDRS.1608", "DELETE", detach+"none", "")
	got = done(t, b, "DELETE", detach+other, "")
	require.Equal(t, "detachReplicationPairNew", got.Get("job_type").String())
	require.Equal(t, `[]`, ask(t, b, 200, "GET", pairs+"/"+other, "").Get("replication.attachment").Raw)
	require.Equal(t, "available", status(t, b, pairs, other))

	done(t, b, "POST", path, body)
	done(t, b, "DELETE", instances+"/"+i, "")
	require.Equal(t, `[]`, ask(t, b, 200, "GET", pairs+"/"+other, "").Get("replication.attachment").Raw)
	require.Equal(t, "available", status(t, b, pairs, other))
}

func TestAttachRefusals(t *testing.T) {
	t.Parallel()
	b, _, i, p := furnished(t)
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
		refused(t, b, code, "POST", path, body)
	}
	refused(t, b, "SDRS.1320", "POST", instances+"/none/attachreplication",
		`{"replicationAttachment":{"replication_id":"`+p+`","device":"/dev/vdb"}}`)
}
