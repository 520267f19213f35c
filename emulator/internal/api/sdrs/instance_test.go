package sdrs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// An instance from its creation to its end.
func TestInstance(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	id := done(t, b, "POST", instances, `{"protected_instance":{"server_group_id":"`+g+`","server_id":"s1","name":"ecs_sdrs_test",
		"description":"1111","primary_subnet_id":"sub","primary_ip_address":"192.168.0.5","flavorRef":"f1",
		"tags":[{"key":"aaaaaaa","value":"01234567889"}]}}`).Get("entities.protected_instance_id").String()
	got := ask(t, b, 200, "GET", instances+"/"+id, "").Get("protected_instance")
	require.JSONEq(t, `{"id":"`+id+`","name":"ecs_sdrs_test","description":"1111","server_group_id":"`+g+`","status":"available",
		"progress":0,"source_server":"s1","target_server":"`+got.Get("target_server").String()+`",
		"created_at":"2026-01-02 12:01:00.000","updated_at":"2026-01-02 12:01:06.000","priority_station":"source",
		"attachment":[],"tags":[{"key":"aaaaaaa","value":"01234567889"}],"metadata":{}}`, got.Raw)
	require.Len(t, got.Get("target_server").String(), 36)
	require.Equal(t, int64(1), ask(t, b, 200, "GET", groups+"/"+g, "").Get("server_group.protected_instance_num").Int())
	refused(t, b, "SDRS.1305", "POST", instances, instanceBody(g, "s1"))

	began := begin(t, b, "DELETE", instances+"/"+id, ``)
	refused(t, b, "SDRS.1301", "DELETE", instances+"/"+id, ``)
	fail(t, b, began)
	require.Equal(t, "error-deleting", status(t, b, instances, id))
	got = done(t, b, "DELETE", instances+"/"+id, `{"delete_target_server":true}`)
	require.Equal(t, "deleteProtectedInstanceNoCG", got.Get("job_type").String())
	refused(t, b, "SDRS.1320", "GET", instances+"/"+id, "")
	newInstance(t, b, g, "s1")
}

func TestInstanceRefusals(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	in := func(members string) string {
		return `{"protected_instance":{"server_group_id":"` + g + `","server_id":"s","name":"n",` + members + `}}`
	}
	for body, code := range map[string]string{
		``:                              "SDRS.0201",
		`{"protected_instance":"x"}`:    "SDRS.0201",
		`{"protected_instance":{}}`:     "SDRS.0207",
		in(`"server_id":""`):            "SDRS.0210",
		in(`"name":"a b"`):              "SDRS.0202",
		in(`"description":"<"`):         "SDRS.0212",
		in(`"primary_ip_address":"x"`):  "SDRS.0219",
		in(`"tags":[{"key":""}]`):       "SDRS.2205",
		in(`"server_group_id":"none"`):  "SDRS.1013",
		in(`"tags":[{"key":7}]`):        "SDRS.0201",
		in(`"tags":{"key":"k"}`):        "SDRS.0201",
		in(`"primary_ip_address":true`): "SDRS.0201",
	} {
		refused(t, b, code, "POST", instances, body)
	}
	begin(t, b, "DELETE", groups+"/"+g, "")
	refused(t, b, "SDRS.1323", "POST", instances, in(`"description":"d"`))
}

// Specifications, and NICs.
func TestInstanceChanges(t *testing.T) {
	t.Parallel()
	b, g, i, _ := furnished(t)
	path := instances + "/" + i
	began := begin(t, b, "POST", path+"/resize", `{"resize":{"flavorRef":"e2.small"}}`)
	require.Equal(t, "resizing", status(t, b, instances, i))
	refused(t, b, "SDRS.1328", "POST", path+"/resize", `{"resize":{"flavorRef":"e2.large"}}`)
	fail(t, b, began)
	require.Equal(t, "error-resizing", status(t, b, instances, i))
	got := done(t, b, "POST", path+"/resize", `{"resize":{"flavorRef":"e2.small"}}`)
	require.Equal(t, "resizeProtectedInstanceNew", got.Get("job_type").String())
	require.Equal(t, i, got.Get("entities.protected_instance_id").String())
	refused(t, b, "SDRS.1341", "POST", path+"/resize", `{"resize":{"production_flavorRef":"e2.small"}}`)
	refused(t, b, "SDRS.1341", "POST", path+"/resize", `{"resize":{"dr_flavorRef":"e2.small"}}`)
	done(t, b, "POST", path+"/resize", `{"resize":{"dr_flavorRef":"e2.large"}}`)
	refused(t, b, "SDRS.0201", "POST", path+"/resize", `{"resize":{}}`)
	refused(t, b, "SDRS.0201", "POST", path+"/resize", ``)
	refused(t, b, "SDRS.1320", "POST", instances+"/none/resize", `{"resize":{"flavorRef":"f"}}`)

	got = done(t, b, "POST", path+"/nic", `{"subnet_id":"sub","security_groups":[{"id":"sg"}],"ip_address":"10.0.0.7"}`)
	require.Equal(t, "addNicNew", got.Get("job_type").String())
	nic := got.Get("entities.nic_id").String()
	require.NotEmpty(t, nic)
	refused(t, b, "SDRS.1335", "POST", path+"/nic", `{}`)
	refused(t, b, "SDRS.0219", "POST", path+"/nic", `{"subnet_id":"sub","ip_address":"here"}`)
	refused(t, b, "SDRS.0201", "POST", path+"/nic", `{"subnet_id":7}`)
	refused(t, b, "SDRS.0223", "POST", path+"/nic/delete", `{}`)
	refused(t, b, "SDRS.1310", "POST", path+"/nic/delete", `{"nic_id":"none"}`)
	begin(t, b, "POST", path+"/nic/delete", `{"nic_id":"`+nic+`"}`)
	require.Equal(t, "nic-deleting", status(t, b, instances, i))
	refused(t, b, "SDRS.1327", "POST", path+"/nic", `{"subnet_id":"sub"}`)
	b.Clock.Advance(time.Minute)
	refused(t, b, "SDRS.1310", "POST", path+"/nic/delete", `{"nic_id":"`+nic+`"}`)

	done(t, b, "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)
	done(t, b, "POST", path+"/resize", `{"resize":{"flavorRef":"f4"}}`)
	require.Equal(t, "protected", status(t, b, instances, i), "it rests as its group does")
}
