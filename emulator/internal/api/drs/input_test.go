package drs_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// brokenBodies are rejected by every call.
func broken() map[string]string {
	return map[string]string{
		"empty":         "",
		"no JSON":       "jobs",
		"cut off":       `{"jobs":["a"`,
		"two values":    `{"jobs":["a"]}{}`,
		"invalid UTF-8": "{\"jobs\":[\"\xff\"]}",
		"deep":          `{"jobs":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`,
		"a list":        `["a"]`,
		"a string":      `"a"`,
		"null":          `null`,
		"wrong type":    `{"jobs":5,"speed_limits":5,"cur_page":"x"}`,
	}
}

func TestBrokenBodies(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"))
	for call, method := range methods() {
		for what, body := range broken() {
			code, text := send(b, method, call, body)
			require.Equal(t, http.StatusBadRequest, code, "%s %s: %s", call, what, text)
			require.Equal(t, errorBody("DRS.M00007", "Invalid request parameter."), text, "%s %s", call, what)
		}
	}
	require.Equal(t, "CONFIGURATION", statusOf(t, b, "a"))
}

func TestGateway(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	large := `{"jobs":["` + strings.Repeat("x", 1<<20) + `"]}`
	tests := []struct {
		method, path, body string
		header             string
		code               int
		want               string
	}{
		{"POST", root + "/batch-status", `{}`, "X-Auth-Token:", 401, "APIGW.0301"},
		{"POST", root + "/batch-nothing", `{}`, "", 404, "APIGW.0101"},
		{"POST", root + "/batch-nothing", `{}`, "X-Auth-Token:", 404, "APIGW.0101"},
		{"POST", root + "/batch-status/", `{}`, "", 404, "APIGW.0101"},
		{"POST", root + "/cluster", `{}`, "", 404, "APIGW.0101"},
		{"POST", "/v3/" + project, `{}`, "", 404, "APIGW.0101"},
		{"POST", "/v3//jobs/batch-status", `{}`, "", 404, "APIGW.0101"},
		{"PUT", "/v5/" + project + "/jobs", `{}`, "", 405, "APIGW.0101"},
		{"POST", "/v5//jobs/batch-stop", `{}`, "", 404, "APIGW.0101"},
		{"GET", "/v5/" + project + "/jobs/template", ``, "", 404, "APIGW.0101"},
		{"GET", "/v5/" + project + "/jobs/batch-stop", ``, "", 405, "APIGW.0101"},
		{"POST", "/v5/" + project + "/jobs/clone", `{}`, "", 404, "APIGW.0101"},
		{"GET", "/v5/" + project + "/jobs/a/b/c/d", ``, "", 404, "APIGW.0101"},
		{"GET", "/v5/" + project + "/jobs", ``, "X-Auth-Token:", 401, "APIGW.0301"},
		{"GET", root + "/batch-status", ``, "", 405, "APIGW.0101"},
		{"DELETE", root + "/batch-status", `{}`, "", 405, "APIGW.0101"},
		{"POST", root + "/batch-status", large, "", 413, "APIGW.0201"},
	}
	for _, tt := range tests {
		var headers []string
		if tt.header != "" {
			headers = append(headers, tt.header)
		}
		r := b.Ask(tt.method, tt.path, tt.body, headers...)
		body := gjson.Parse(read(t, r))
		require.Equal(t, tt.code, r.StatusCode, "%s %s: %s", tt.method, tt.path, body.Raw)
		require.Equal(t, tt.want, body.Get("error_code").String(), tt.path)
		require.Equal(t, r.Header.Get("X-Request-Id"), body.Get("request_id").String())
	}
	b = apitest.Serve(t, drs.API(), []string{"observed"})
	require.Equal(t, http.StatusNotFound, b.Ask("GET", root+"/batch-status", "").StatusCode)
	r := b.Ask("POST", root+"/batch-status", `{"jobs":["a"]}`, "X-Auth-Token:", "Authorization: SDK-HMAC-SHA256 Access=a, SignedHeaders=b, Signature=c")
	require.Equal(t, http.StatusOK, r.StatusCode)
}

// The Huawei Cloud SDKs send the placeholder if they were given no project.
func TestProjectPlaceholder(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	for call, method := range methods() {
		r := b.Ask(method, "/v3/%7Bproject_id%7D/jobs"+call, `{"jobs":["a"]}`)
		require.Equal(t, errorBody("DRS.M00261", "Invalid project ID."), read(t, r))
		require.Equal(t, http.StatusForbidden, r.StatusCode)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	tests := []struct{ language, body, want string }{
		{"", `{}`, errorBody("DRS.M00201", "The jobs parameter is empty.")},
		{"en-us", `{}`, errorBody("DRS.M00201", "The jobs parameter is empty.")},
		{"fr-fr", `{}`, errorBody("DRS.M00201", "The jobs parameter is empty.")},
		{"zh-cn", `{}`, errorBody("DRS.M00201", "jobs参数为空")},
		{"ZH_CN", `{}`, errorBody("DRS.M00201", "jobs参数为空")},
		{"zh-CN", `{"jobs":[1]}`, errorBody("DRS.M00202", "jobId取值不合法")},
		{"zh-cn", `{`, errorBody("DRS.M00007", "请求参数非法。")},
		{"zh-cn", `{"jobs":["a","a"]}`, errorBody("DRS.M00301", "There are duplicate jobs in request.")},
		{"zh-cn", `{"jobs":["a"],"page_req":{"cur_page":2}}`, errorBody("DRS.M00211", "Page超过上限。")},
		{"zh-cn", `{"jobs":["a"]}`, `{"results":[{"id":"a","error_code":"DRS.M00289","error_message":"The task does not exist."}],"count":1}`},
	}
	for _, tt := range tests {
		_, body := send(b, "POST", "/batch-status", tt.body, "X-Language: "+tt.language)
		require.Equal(t, tt.want, body, tt.language)
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	apitest.Run(t, drs.API())
}
