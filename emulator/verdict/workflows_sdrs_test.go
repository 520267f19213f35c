package verdict_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

var sdrsWorkflows = map[string]workflow{
	"the life of a protection group": {run: func(c client) {
		group := c.began("POST server-groups", `{"server_group":{"name":"g","source_availability_zone":"eu-de-02","target_availability_zone":"eu-de-01",`+
			`"domain_id":"d1","source_vpc_id":"v","dr_type":"migration"}}`).get("entities.server_group_id")
		pair := c.began("POST replications", `{"replication":{"server_group_id":"`+group+`","volume_id":"disk-of-mine","name":"pair"}}`).get("entities.replication_pair_id")
		instance := c.began("POST protected-instances", `{"protected_instance":{"server_group_id":"`+group+`","server_id":"s","name":"ecs","primary_subnet_id":"n"}}`).
			get("entities.protected_instance_id")
		c.began("POST protected-instances/"+instance+"/attachreplication", `{"replicationAttachment":{"replication_id":"`+pair+`","device":"/dev/vdb"}}`)
		c.began("POST server-groups/"+group+"/action", `{"start-server-group":{}}`)
		c.began("POST server-groups/"+group+"/action", `{"stop-server-group":{}}`)
		c.began("DELETE protected-instances/"+instance+"/detachreplication/"+pair, "")
		c.began("DELETE replications/"+pair, `{"replication":{"server_group_id":"`+group+`"}}`)
		c.began("DELETE protected-instances/"+instance, `{"delete_target_server":true}`)
		c.began("DELETE server-groups/"+group, "")
	}},
	"a group whose creation fails": {scenarios: []string{"sdrs/create-group-fails"}, run: func(c client) {
		made := c.do("POST /sdrs/v1/p/server-groups", `{"server_group":{"name":"g","source_availability_zone":"eu-de-02","target_availability_zone":"eu-de-01",`+
			`"domain_id":"d1","source_vpc_id":"v","dr_type":"migration"}}`)
		w := newWaiter(c, "")
		w.poll = func() response { return c.do("GET /sdrs/v1/p/jobs/"+made.get("job_id"), "") }
		last, _ := w.wait()
		require.Equal(c.t, "FAIL", last.get("status"))
		group := c.do("GET /sdrs/v1/p/server-groups", "").get("server_groups.0.id")
		c.began("DELETE server-groups/"+group, "")
	}},
	"groups in pages": {run: func(c client) {
		for i := range 3 {
			c.began("POST server-groups", fmt.Sprintf(`{"server_group":{"name":"g%d","source_availability_zone":"eu-de-02",`+
				`"target_availability_zone":"eu-de-01","domain_id":"d1","source_vpc_id":"v"}}`, i))
		}
		for offset := 0; offset < 4; offset += 2 {
			c.do(fmt.Sprintf("GET /sdrs/v1/p/server-groups?limit=2&offset=%d", offset), "")
			time.Sleep(time.Second)
		}
	}},
}

// began sends a request that starts a job, waits for its end, and returns the last response.
func (c client) began(request, body string) response {
	c.t.Helper()
	method, path, _ := strings.Cut(request, " ")
	made := c.do(method+" /sdrs/v1/p/"+path, body)
	require.NotEmpty(c.t, made.get("job_id"), "%s: %s", request, made.body)
	w := newWaiter(c, "")
	w.poll = func() response { return c.do("GET /sdrs/v1/p/jobs/"+made.get("job_id"), "") }
	last, _ := w.wait()
	require.Equal(c.t, "SUCCESS", last.get("status"), "%s: %s", request, last.body)
	return last
}
