package evs_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// five creates the disks d0 to d4 a second apart, of falling size, the odd ones in another zone.
func five(t testing.TB) (*apitest.Bench, []string) {
	t.Helper()
	b := serve(t)
	var ids []string
	for i := range 5 {
		made := ask(t, b, 200, "POST", clouds, fmt.Sprintf(
			`{"volume":{"availability_zone":"eu-de-0%d","name":"d%d","size":%d,"volume_type":"SSD","multiattach":%t}}`,
			i%2+1, i, 100-i, i == 0))
		ids = append(ids, made.Get("volume_ids.0").String())
		b.Clock.Advance(time.Second)
	}
	b.Clock.Advance(time.Minute)
	return b, ids
}

func TestList(t *testing.T) {
	t.Parallel()
	b, ids := five(t)
	tests := []struct{ query, want string }{
		{"", `["d4","d3","d2","d1","d0"]`},
		{"sort_dir=asc", `["d0","d1","d2","d3","d4"]`},
		{"sort_key=size&sort_dir=asc", `["d4","d3","d2","d1","d0"]`},
		{"sort_key=name&sort_dir=desc", `["d4","d3","d2","d1","d0"]`},
		{"name=d3", `["d3"]`},
		{"name=D3", `[]`},
		{"status=available&availability_zone=eu-de-02", `["d3","d1"]`},
		{"multiattach=True", `["d0"]`},
		{"id=" + ids[2], `["d2"]`},
		{"id=none", `[]`},
		{"ids=" + url.QueryEscape("['"+ids[1]+"',\""+ids[4]+"\",'none']") + "&id=" + ids[2], `["d4","d1"]`},
		{"limit=2", `["d4","d3"]`},
		{"limit=2&offset=1", `["d3","d2"]`},
		{"offset=9", `[]`},
		{"limit=2&marker=" + ids[3], `["d2","d1"]`},
		{"marker=" + ids[0], `[]`},
		{"volume_type=SAS", `[]`},
		{"unheard=of", `["d4","d3","d2","d1","d0"]`},
	}
	for _, tt := range tests {
		for _, base := range []string{clouds, vendors, volumes} {
			got := ask(t, b, 200, "GET", base+"/detail?"+tt.query, "")
			require.Equal(t, tt.want, got.Get("volumes.#.name").Raw, tt.query)
			require.Equal(t, base != volumes, got.Get("count").Exists())
			brief := ask(t, b, 200, "GET", base+"?"+tt.query, "")
			require.Equal(t, tt.want, brief.Get("volumes.#.name").Raw, tt.query)
			require.False(t, brief.Get("volumes.0.status").Exists())
		}
	}
}

// The link to the next page leads through all pages.
func TestPages(t *testing.T) {
	t.Parallel()
	b, _ := five(t)
	var seen []string
	next := clouds + "/detail?limit=2&sort_key=size&sort_dir=asc"
	for range 3 {
		got := ask(t, b, 200, "GET", next, "")
		require.Equal(t, int64(5), got.Get("count").Int())
		for _, v := range got.Get("volumes.#.name").Array() {
			seen = append(seen, v.String())
		}
		next = got.Get("volumes_links.0.href").String()
	}
	require.Empty(t, next)
	require.Equal(t, []string{"d4", "d3", "d2", "d1", "d0"}, seen)
}

func TestListRefusals(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for query, code := range map[string]string{
		"limit=0": "EVS.1023", "limit=x": "EVS.1023", "limit=1001": "EVS.2142", "offset=-1": "EVS.5400", "offset=x": "EVS.5400",
		"marker=none": "EVS.1024", "sort_key=colour": "EVS.1039", "sort_dir=up": "EVS.1040",
	} {
		require.Equal(t, code, ask(t, b, 400, "GET", clouds+"/detail?"+query, "").Get("error.code").String(), query)
		require.Equal(t, int64(400), ask(t, b, 400, "GET", volumes+"/detail?"+query, "").Get("badRequest.code").Int(), query)
	}
}

// Any list gets an envelope and no server error.
func FuzzList(f *testing.F) {
	for _, query := range []string{"limit=1&marker=x", "ids=['a','b'", "limit=99999999999999999999", "offset=1&offset=2", "%zz"} {
		f.Add(query)
	}
	b, _ := five(f)
	f.Fuzz(func(t *testing.T, query string) { enveloped(t, b, "GET", clouds+"/detail?"+query, "") })
}
