package replay_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
)

// planted are secrets of every kind, and what names people or places, by where they are in a trace.
var planted = map[string]string{
	"token":      "MIISplantedTokenAAAAbbbb1234567890",
	"basic":      "cGxhbnRlZDpwbGFudGVk",
	"password":   "planted-Pa55word!",
	"chap":       "plantedchapsecret",
	"access key": "PLANTEDACCESSKEY0001",
	"secret key": "plantedSecretKey0000000000000000000000001",
	"signature":  "aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899",
	"web token":  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl",
	"private":    "-----BEGIN PRIVATE KEY-----\nplantedprivatekey\n-----END PRIVATE KEY-----",
	"query":      "planted-query-token",
	"userinfo":   "planteduser:plantedpass",
	"script":     "planted-script-parameter",
	"in text":    "planted-in-text",
	"long":       "aB3plantedLongTokenWithoutAnyNameAtAll0123456789",
}

// named are replaced unless IDs are kept.
var named = map[string]string{
	"address": "198.51.100.77", "host": "evs.private.planted.example", "mail": "jane.planted@example.net", "person": "Jane Planted",
	"project": "0123456789abcdef0123456789abcdef", "disk": "customer-planted-disk", "uuid": "deadbeef-1234-4321-abcd-deadbeef0001",
	"job": "ff8080827e7810fb017f06338a731328", "mac": "fa:16:3e:aa:bb:cc", "iqn": "iqn.2010-01.com.solidfire:planted.1", "tag": "cost-centre-planted",
}

// secretTrace has all of them.
func secretTrace(t *testing.T) []trace.Exchange {
	t.Helper()
	quote := func(v any) []byte {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		return text
	}
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	base := "https://" + planted["userinfo"] + "@" + named["host"]
	create := trace.Exchange{
		File: "f", Line: 1, At: at,
		Request: trace.Request{
			Method: http.MethodPost, URL: base + "/v2/" + named["project"] + "/cloudvolumes?token=" + planted["query"],
			Header: http.Header{
				"X-Auth-Token": {planted["token"]}, "Authorization": {"SDK-HMAC-SHA256 Access=" + planted["access key"] + ", Signature=" + planted["signature"]},
				"Cookie": {planted["long"]}, "X-Project-Id": {named["project"]}, "Content-Type": {"application/json"},
			},
			Body: trace.Body{Bytes: quote(map[string]any{"volume": map[string]any{
				"name": named["disk"], "availability_zone": "eu-de-01", "size": 10, "volume_type": "SATA", "description": "of " + named["person"],
				"metadata": map[string]string{"owner": named["person"], "centre": named["tag"], "secret_key": planted["secret key"]},
			}, "user_data": planted["private"], "password": planted["password"]})},
		},
		Response: trace.Response{
			Status: 200, Header: http.Header{"Set-Cookie": {planted["long"]}, "Content-Type": {"application/json"}},
			Body: trace.Body{Bytes: quote(map[string]any{"job_id": named["job"], "volume_ids": []string{named["uuid"]}})},
		},
	}
	fail := trace.Exchange{
		File: "f", Line: 2, At: at.Add(5 * time.Second),
		Request: trace.Request{
			Method: http.MethodGet, URL: base + "/v1/" + named["project"] + "/jobs/" + named["job"],
			Header: http.Header{"Authorization": {"Basic " + planted["basic"]}, "X-Auth-Token": {planted["token"]}},
		},
		Response: trace.Response{Status: 200, Header: http.Header{}, Body: trace.Body{Bytes: quote(map[string]any{
			"job_id": named["job"], "job_type": "createVolume", "status": "FAIL", "begin_time": "2026-03-04T05:06:07.000Z",
			"end_time": "2026-03-04T05:06:09.000Z", "entities": map[string]string{"volume_id": named["uuid"], "name": named["disk"]}, "error_code": "EVS.9999",
			"fail_reason": strings.Join([]string{
				planted["token"], planted["access key"], "disk", named["disk"], "of", named["person"], named["mail"], "at", named["address"], named["mac"], named["iqn"], "password=" + planted["in text"],
				"Bearer " + planted["token"], planted["web token"], planted["private"], planted["long"], named["uuid"], "see https://" + named["host"] + "/x",
			}, " "),
		})}},
	}
	busy := fail
	busy.Line, busy.At = 3, at.Add(6*time.Second)
	busy.Response = trace.Response{
		Status: 503, Header: http.Header{"Content-Type": {"text/html"}},
		Body: trace.Body{Bytes: []byte("<html>" + named["host"] + " " + named["address"] + " token: " + planted["token"] + " " + named["disk"] + "</html>")},
	}
	element := trace.Exchange{
		File: "f", Line: 4, At: at.Add(7 * time.Second),
		Request: trace.Request{
			Method: http.MethodPost, URL: "https://" + named["address"] + "/json-rpc/12.5", Header: http.Header{"Authorization": {"Basic " + planted["basic"]}},
			Body: trace.Body{Bytes: quote(map[string]any{"id": 1, "method": "StartBulkVolumeRead", "params": map[string]any{
				"volumeID": 1, "format": "native", "script": "bv_internal.py",
				"scriptParameters": map[string]any{"deep": []string{planted["script"]}}, "initiatorSecret": planted["chap"],
			}})},
		},
		Response: trace.Response{Status: 200, Header: http.Header{}, Body: trace.Body{Bytes: quote(map[string]any{
			"id": 1, "error": map[string]any{"code": 500, "name": "xUnknown", "message": "no " + planted["script"] + " for " + named["person"]},
		})}},
	}
	return []trace.Exchange{create, fail, busy, element}
}

// TestImportHidesSecrets looks for every planted text in all that an import returns.
func TestImportHidesSecrets(t *testing.T) {
	t.Parallel()
	for _, keep := range []bool{false, true} {
		result, err := replay.Import(secretTrace(t), replay.Options{Source: "a test", KeepIDs: keep})
		require.NoError(t, err)
		var all strings.Builder
		all.Write(result.Scenario)
		for _, e := range result.Calls {
			text, err := json.Marshal(e)
			require.NoError(t, err)
			all.Write(text)
			all.Write(e.Request.Body.Bytes)
			all.Write(e.Response.Body.Bytes)
		}
		for kind, secret := range planted {
			require.NotContains(t, all.String(), secret, "%s, IDs kept: %t\n%s", kind, keep, result.Scenario)
		}
		for kind, name := range named {
			if !keep {
				require.NotContains(t, all.String(), name, "%s\n%s", kind, result.Scenario)
			}
		}
		if keep {
			require.Contains(t, all.String(), named["disk"])
			require.Contains(t, all.String(), named["project"])
		}
	}
}
