package drs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// exchange is one request of a provider and the members of the response that it needs.
type exchange struct {
	wait         time.Duration // before the request
	method, call string
	body         string
	status       int
	needs        string // "path=value" each, separated by spaces
}

// play sends the exchanges in order. ID is replaced with the task's id once it is known.
func play(t *testing.T, b *apitest.Bench, id string, exchanges []exchange) string {
	t.Helper()
	for _, x := range exchanges {
		b.Clock.Advance(x.wait)
		a := must(t, b, x.method, x.call, strings.ReplaceAll(x.body, "ID", id), x.status)
		if x.call == "/batch-creation" {
			id = a.Get("results.0.id").String()
		}
		for need := range strings.FieldsSeq(x.needs) {
			path, want, _ := strings.Cut(need, "=")
			require.Equal(t, strings.ReplaceAll(want, "ID", id), a.Get(path).String(), "%s %s: %s", x.call, path, a.Raw)
		}
	}
	return id
}

const (
	endpoints = `"source_endpoint":{"db_type":"mysql","ip":"192.168.0.27","db_user":"root","db_password":"p","db_port":3306,` +
		`"region":"eu-de","project_id":"` + project + `","ssl_link":false},"target_endpoint":{"db_type":"mysql","ip":"192.168.0.131",` +
		`"db_user":"root","db_password":"p","db_port":3306,"inst_id":"e05a3679efe241d8b5dee80b17c1a863in01","region":"eu-de",` +
		`"vpc_id":"65f0391c-0582-44a6-aa50-248f97ed82e1","subnet_id":"352ad828-3467-4f03-987a-c55a5a9dd417","ssl_link":false}`
	creation = `{"jobs":[{"name":"DRS-9228","db_use_type":"migration","engine_type":"mysql","job_direction":"up","net_type":"eip",` +
		`"bind_eip":true,"is_target_readonly":true,"task_type":"FULL_INCR_TRANS","description":"d","multi_write":false,` +
		`"expired_days":"14","node_type":"high","customize_sutnet_id":"352ad828-3467-4f03-987a-c55a5a9dd417",` + endpoints +
		`,"tags":[{"key":"k","value":"v"}]}]}`
	byID       = `{"jobs":["ID"],"page_req":{}}`
	connection = `{"jobs":[{"id":"ID","net_type":"eip","end_point_type":"so","db_type":"mysql","ip":"192.168.0.27","db_user":"root",` +
		`"db_password":"p","db_port":3306},{"id":"ID","net_type":"eip","end_point_type":"ta","db_type":"mysql","ip":"192.168.0.131",` +
		`"db_user":"root","db_password":"p","db_port":3306,"inst_id":"e05a3679efe241d8b5dee80b17c1a863in01"}]}`
	modification = `{"jobs":[{"job_id":"ID","name":"DRS-9228","net_type":"eip","engine_type":"mysql","node_type":"high",` +
		`"store_db_info":true,"is_recreate":false,"db_use_type":"migration","description":"d","task_type":"FULL_INCR_TRANS",` +
		`"job_direction":"up","is_target_readonly":true,"replace_definer":true,` + endpoints + `}]}`
	limit = `{"speed_limits":[{"job_id":"ID","speed_limit":[{"speed":"15","begin":"16:00","end":"15:59"}]}]}`
)

func setUp() []exchange {
	const delay = 20 * time.Second
	return []exchange{
		{0, "POST", "/batch-creation", creation, 202, "results.#=1 results.0.name=DRS-9228 results.0.status=CREATING results.0.create_time=1767355200000"},
		{time.Second, "POST", "/batch-status", byID, 200, "count=1 results.0.status=CREATING results.0.error_code="},
		{delay, "POST", "/batch-status", byID, 200, "count=1 results.0.status=CONFIGURATION"},
		{0, "POST", "/batch-connection", connection, 200, "count=2 results.0.success=true results.1.success=true results.1.id=ID"},
		{0, "PUT", "/batch-modification", modification, 200, "count=1 results.0.status=success"},
		{0, "PUT", "/batch-limit-speed", limit, 200, "count=1 results.0.status=success"},
		{0, "POST", "/batch-precheck", `{"jobs":[{"job_id":"ID","precheck_mode":"forStartJob"}]}`, 200, "results.0.id=ID results.0.precheck_id=ID"},
		{time.Second, "POST", "/batch-precheck-result", `{"jobs":["ID"]}`, 200, "count=1 results.0.process=10% results.0.result=false"},
		{
			delay, "POST", "/batch-precheck-result", `{"jobs":["ID"]}`, 200,
			"count=1 results.0.error_code= results.0.process=100% results.0.total_passed_rate=100% results.0.result=true results.0.precheck_result.#=10",
		},
		{0, "POST", "/batch-starting", `{"jobs":[{"job_id":"ID","start_time":""}]}`, 202, "count=1 results.0.status=success"},
		{time.Second, "POST", "/batch-status", byID, 200, "results.0.status=STARTJOBING"},
		{delay, "POST", "/batch-status", byID, 200, "results.0.status=FULL_TRANSFER_STARTED"},
		{0, "POST", "/batch-detail", byID, 200, "count=1 results.0.name=DRS-9228 results.0.db_use_type=migration results.0.status=FULL_TRANSFER_STARTED " +
			"results.0.inst_info.engine_type=mysql results.0.inst_info.start_time=0 results.0.job_direction=up results.0.is_target_readonly=true " +
			"results.0.task_type=FULL_INCR_TRANS results.0.description=d results.0.multi_write= results.0.create_time=1767355200000 " +
			"results.0.source_endpoint.db_port=3306 results.0.source_endpoint.ssl_link=false results.0.source_endpoint.db_password= " +
			"results.0.target_endpoint.inst_id=e05a3679efe241d8b5dee80b17c1a863in01 results.0.node_num= results.0.speed_limit.0.begin=16:00"},
		{0, "POST", "", `{"cur_page":1,"per_page":1,"name":"ID","db_use_type":"migration"}`, 200, "jobs.#=1 jobs.0.id=ID jobs.0.net_type=eip total_record=1"},
		{80 * time.Second, "POST", "/batch-status", byID, 200, "results.0.status=INCRE_TRANSFER_STARTED"},
	}
}

func tearDown() []exchange {
	const delay = 20 * time.Second
	return []exchange{
		{0, "POST", "/batch-detail", byID, 200, "results.0.status=INCRE_TRANSFER_STARTED"},
		{0, "DELETE", "/batch-jobs", `{"jobs":[{"delete_type":"force_terminate","job_id":"ID"}]}`, 202, "results.0.status=success"},
		{time.Second, "POST", "/batch-status", byID, 200, "results.0.status=RELEASE_RESOURCE_STARTED"},
		{delay, "POST", "/batch-status", byID, 200, "results.0.status=RELEASE_RESOURCE_COMPLETE"},
		{0, "DELETE", "/batch-jobs", `{"jobs":[{"delete_type":"delete","job_id":"ID"}]}`, 202, "results.0.status=success"},
	}
}

// TestTerraformOTC sends the requests of terraform-provider-opentelekomcloud's drs_task_v3, whose gophertelekomcloud
// requires exact response codes.
func TestTerraformOTC(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	id := play(t, b, "", setUp())
	require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{7}jb101$`, id)
	play(t, b, id, tearDown())
	gone := must(t, b, "POST", "/batch-detail", strings.ReplaceAll(byID, "ID", id), 400)
	require.Equal(t, "DRS.M05004", gone.Get("results.0.error_code").String(), "the provider reads the error of the first item")
	play(t, b, id, []exchange{{0, "POST", "", `{"cur_page":1,"per_page":1,"name":"ID"}`, 200, "jobs.#=0 total_record=0"}})
}

// TestTerraformHWC sends the v3 requests of terraform-provider-huaweicloud's drs_job, under the observed profile.
func TestTerraformHWC(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), []string{"observed"})
	exchanges := setUp()
	policy := exchange{0, "POST", "/batch-sync-policy", `{"jobs":[{"job_id":"ID","conflict_policy":"ignore","index_trans":true}]}`, 200, "results.0.status=success"}
	exchanges = append(exchanges[:6:6], append([]exchange{policy}, exchanges[6:]...)...)
	exchanges = append(exchanges,
		exchange{0, "POST", "/batch-progress", `{"jobs":["ID"]}`, 202, "count=1 results.0.progress=100 results.0.job_id=ID results.0.incre_trans_delay=0"},
		exchange{0, "POST", "/batch-pause-task", `{"jobs":[{"job_id":"ID","pause_mode":"target"}]}`, 200, "results.0.status=success"},
		exchange{0, "POST", "/batch-status", byID, 200, "results.0.status=PAUSING"},
		exchange{0, "POST", "", `{"cur_page":1,"per_page":1,"name":"ID"}`, 200, "jobs.0.status=PAUSING jobs.0.job_action.available_actions.0=RETRY"},
		exchange{0, "POST", "/batch-retry-task", `{"jobs":[{"job_id":"ID","is_sync_re_edit":false}]}`, 200, "results.0.status=success"},
		exchange{0, "POST", "/batch-status", byID, 200, "results.0.status=STARTJOBING"},
		exchange{20 * time.Second, "POST", "/batch-status", byID, 200, "results.0.status=INCRE_TRANSFER_STARTED"},
		exchange{0, "PUT", "/batch-modification", `{"jobs":[{"job_id":"ID","name":"DRS-renamed","description":""}]}`, 200, "results.0.status=success"},
		exchange{0, "POST", "/batch-detail", byID, 200, "results.0.name=DRS-renamed results.0.description= results.0.conflict_policy=ignore results.0.index_trans=true"},
	)
	id := play(t, b, "", append(exchanges, tearDown()...))
	gone := must(t, b, "POST", "/batch-detail", strings.ReplaceAll(byID, "ID", id), 200)
	require.Equal(t, "DELETED", gone.Get("results.0.status").String())
	require.Equal(t, `{"results":[{"id":"`+id+`","status":"DELETED"}],"count":1}`, gone.Raw)
}

// The same requests to another emulator with the same seed produce the same ids.
func TestIDsFollowFromTheSeed(t *testing.T) {
	t.Parallel()
	make3 := func() (ids []string) {
		b := apitest.Serve(t, drs.API(), nil)
		for i, kind := range []string{"migration mysql", "sync mysql-to-taurus", "cloudDataGuard cloudDataGuard-mysql", "migration mongodb"} {
			use, engine, _ := strings.Cut(kind, " ")
			body := strings.NewReplacer("DRS-9228", "task-"+string(rune('a'+i)), `"migration"`, `"`+use+`"`,
				`"engine_type":"mysql"`, `"engine_type":"`+engine+`"`).Replace(creation)
			ids = append(ids, must(t, b, "POST", "/batch-creation", body, 202).Get("results.0.id").String())
		}
		return ids
	}
	ids := make3()
	require.Equal(t, ids, make3())
	for i, suffix := range []string{"jb101", "jb20b", "jb502", "jb105"} {
		require.Len(t, ids[i], 36)
		require.True(t, strings.HasSuffix(ids[i], suffix), ids[i])
	}
	strict := apitest.Serve(t, drs.API(), []string{"drs.id-check=strict"})
	code, body := send(strict, "POST", "/batch-status", `{"jobs":["`+strings.Join(ids, `","`)+`"]}`)
	require.Equal(t, 200, code, body)
	require.Len(t, gjson.Get(body, "results").Array(), 4)
}
