package sdrs_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLists(t *testing.T) {
	t.Parallel()
	b, g, i, p := newFullGroup(t)
	other := newGroup(t, b)
	send(t, b, 200, "PUT", groups+"/"+other, `{"server_group":{"name":"second"}}`)
	second := newInstance(t, b, other, "server2")
	d := newDrill(t, b, g, "vpc")
	attach := `{"replicationAttachment":{"replication_id":"` + p + `","device":"/dev/vdb"}}`
	run(t, b, "POST", instances+"/"+i+"/attachreplication", attach)
	send(t, b, 200, "PUT", pairs+"/"+p, `{"replication":{"name":"first.pair"}}`)
	run(t, b, "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)

	list := func(ids ...string) string { return url.QueryEscape("['" + strings.Join(ids, "','") + "']") }
	tests := []struct {
		path, query, many string
		want              []string
	}{
		{groups, "", "server_groups", []string{other, g}},
		{groups, "status=protected", "server_groups", []string{g}},
		{groups, "name=eco", "server_groups", []string{other}},
		{groups, "query_type=stop_protected", "server_groups", []string{other}},
		{groups, "query_type=period_no_dr_drill", "server_groups", []string{other}},
		{groups, "query_type=status_abnormal", "server_groups", []string{}},
		{groups, "query_type=general", "server_groups", []string{other, g}},
		{groups, "availability_zone=eu-de-01", "server_groups", []string{other, g}},
		{groups, "availability_zone=eu-de-02", "server_groups", []string{}},
		{groups, "limit=1", "server_groups", []string{other}},
		{groups, "limit=1&offset=1", "server_groups", []string{g}},
		{groups, "offset=7", "server_groups", []string{}},
		{instances, "", "protected_instances", []string{second, i}},
		{instances, "server_group_id=" + g, "protected_instances", []string{i}},
		{instances, "server_group_ids=" + list(g, other, "none"), "protected_instances", []string{second, i}},
		{instances, "server_group_ids=" + list(other) + "&server_group_id=" + g, "protected_instances", []string{second}},
		{instances, "protected_instance_ids=" + list(i), "protected_instances", []string{i}},
		{instances, "protected_instance_ids=" + list(i) + "&server_group_id=" + other, "protected_instances", []string{second}},
		{instances, "status=protected", "protected_instances", []string{i}},
		{pairs, "protected_instance_id=" + i, "replications", []string{p}},
		{pairs, "protected_instance_ids=" + list(i), "replications", []string{p}},
		{pairs, "name=first", "replications", []string{p}},
		{pairs, "server_group_id=" + other, "replications", []string{}},
		{drills, "", "disaster_recovery_drills", []string{d}},
		{drills, "drill_vpc_id=vpc", "disaster_recovery_drills", []string{d}},
		{drills, "drill_vpc_id=another", "disaster_recovery_drills", []string{}},
	}
	for _, tt := range tests {
		got := send(t, b, 200, "GET", tt.path+"?"+tt.query, "")
		ids := []string{}
		for _, id := range got.Get(tt.many + ".#.id").Array() {
			ids = append(ids, id.String())
		}
		require.Equal(t, tt.want, ids, "%s?%s", tt.path, tt.query)
	}
	require.Equal(t, int64(2), send(t, b, 200, "GET", groups+"?limit=1", "").Get("count").Int(), "of all that match")
	shown := send(t, b, 200, "GET", groups+"/"+g, "").Get("server_group")
	require.JSONEq(t, shown.Raw, send(t, b, 200, "GET", groups+"?status=protected", "").Get("server_groups.0").Raw)
	require.Equal(t, int64(2), shown.Get("replication_num").Int())
	require.Equal(t, int64(1), shown.Get("disaster_recovery_drill_num").Int())
}

func TestListErrors(t *testing.T) {
	t.Parallel()
	b := serve(t)
	many := "['" + strings.Repeat("a','", 31) + "a']"
	for query, code := range map[string]string{
		"limit=0": "SDRS.0221", "limit=1001": "SDRS.0221", "limit=x": "SDRS.0221", "offset=-1": "SDRS.0222",
		"offset=x": "SDRS.0222", "query_type=odd": "SDRS.0201", "server_group_ids=" + url.QueryEscape(many): "SDRS.0226",
	} {
		sendError(t, b, code, "GET", pairs+"?"+query, "")
	}
	sendError(t, b, "SDRS.0209", "GET", groups+"?status=resizing", "")
	sendError(t, b, "SDRS.0209", "GET", instances+"?status=extending", "")
	sendError(t, b, "SDRS.0214", "GET", pairs+"?status=resizing", "")
	sendError(t, b, "SDRS.0209", "GET", drills+"?status=protected", "")
}
