package sdrs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// tagged creates two instances with tags: "one" has a=1 and b=1, "two" has a=2.
func tagged(t *testing.T) *apitest.Bench {
	t.Helper()
	b := serve(t)
	g := newGroup(t, b)
	for name, tags := range map[string]string{
		"one": `{"key":"a","value":"1"},{"key":"b","value":"1"}`, "two": `{"key":"a","value":"2"}`,
	} {
		run(t, b, "POST", instances, `{"protected_instance":{"server_group_id":"`+g+`","server_id":"`+name+`","name":"`+name+`","tags":[`+tags+`]}}`)
	}
	return b
}

// TestProjectTags reads all tags of a project, as sdrs_05_0806 has them.
func TestProjectTags(t *testing.T) {
	t.Parallel()
	b := tagged(t)
	require.Equal(t, `{"tags":[{"key":"a","values":["1","2"]},{"key":"b","values":["1"]}]}`,
		send(t, b, 200, "GET", instances+"/tags", "").Raw)
	another := strings.Replace(instances, project, "another", 1)
	require.Equal(t, `{"tags":[]}`, send(t, b, 200, "GET", another+"/tags", "").Raw)
}

// TestInstancesByTag finds instances by tag and name (sdrs_05_0801).
func TestInstancesByTag(t *testing.T) {
	t.Parallel()
	b := tagged(t)
	path := instances + "/resource_instances/action"
	for members, want := range map[string]string{
		`"tags":[]`:                           `one two`,
		`"tags":[{"key":"a","values":[]}]`:    `one two`,
		`"tags":[{"key":"a","values":["2"]}]`: `two`,
		`"tags":[{"key":"a","values":["1","2"]},{"key":"b","values":["1"]}]`: `one`,
		`"tags_any":[{"key":"a","values":["2"]},{"key":"b","values":[]}]`:    `one two`,
		`"not_tags":[{"key":"b","values":[]}]`:                               `two`,
		`"not_tags":[{"key":"a","values":[]},{"key":"b","values":[]}]`:       `two`,
		`"not_tags_any":[{"key":"a","values":[]}]`:                           ``,
		`"matches":[{"key":"resource_name","value":"TW"}]`:                   `two`,
		`"matches":[{"key":"resource_name","value":""}]`:                     ``,
	} {
		got := send(t, b, 200, "POST", path, `{"action":"filter",`+members+`}`)
		names := map[string]bool{}
		for _, r := range got.Get("resources").Array() {
			names[r.Get("resource_name").String()] = true
			require.Equal(t, r.Get("resource_id").String(), r.Get("resource_detail.id").String())
			require.JSONEq(t, r.Get("tags").Raw, r.Get("resource_detail.tags").Raw)
		}
		var all []string
		for _, name := range []string{"one", "two"} {
			if names[name] {
				all = append(all, name)
			}
		}
		require.Equal(t, want, strings.Join(all, " "), members)
		require.Equal(t, int64(len(all)), got.Get("total_count").Int())
	}
	require.Equal(t, `{"total_count":2}`, send(t, b, 200, "POST", path, `{"action":"count"}`).Raw)
	got := send(t, b, 200, "POST", path, `{"action":"filter","limit":"1","offset":"1"}`)
	require.Equal(t, "1 2", got.Get("resources.#").String()+" "+got.Get("total_count").String(), "limit and offset are strings")
}

func TestInstancesByTagErrors(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for members, code := range map[string]string{
		``:                                         "SDRS.2210",
		`"action":"dance"`:                         "SDRS.2210",
		`"action":"count","limit":1`:               "SDRS.2211",
		`"action":"filter","limit":0`:              "SDRS.2220",
		`"action":"filter","limit":"1001"`:         "SDRS.2220",
		`"action":"filter","limit":"x"`:            "SDRS.0201",
		`"action":"filter","offset":-1`:            "SDRS.0222",
		`"action":"filter","tags":[{"values":[]}]`: "SDRS.2205",
		`"action":"filter","tags":[{"key":"k"}]`:   "SDRS.2208",
		`"action":"filter","tags":[{"key":"k","values":[]},{"key":"k","values":[]}]`:             "SDRS.2209",
		`"action":"filter","not_tags":[{"key":"k","values":["v","v"]}]`:                          "SDRS.2219",
		`"action":"filter","tags":[{"key":"k","values":["` + strings.Repeat(`v","`, 21) + `"]}]`: "SDRS.2218",
		`"action":"filter","matches":[{"value":"v"}]`:                                            "SDRS.2213",
		`"action":"filter","matches":[{"key":"size","value":"v"}]`:                               "SDRS.2214",
		`"action":"filter","matches":[{"key":"resource_name"},{"key":"resource_name"}]`:          "SDRS.2215",
	} {
		sendError(t, b, code, "POST", instances+"/resource_instances/action", `{`+members+`}`)
	}
}
