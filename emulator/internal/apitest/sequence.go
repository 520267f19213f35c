package apitest

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// Turn is one request of a client's sequence and what the client needs of the response.
type Turn struct {
	Wait time.Duration // before the request
	Ask  string        // method and path; {name} is what an earlier turn kept
	Body string
	Want int      // status
	Need []string // "path" must be there and not null, "path=text" must be that
	Keep string   // "name=path" keeps a text of the response
	// Until, "path=text", repeats the request, Every so long, until the response has it: at most a hundred times.
	Until string
	Every time.Duration
}

// Play goes through a client's sequence of requests, in order.
func (b *Bench) Play(t *testing.T, turns ...Turn) {
	t.Helper()
	kept := map[string]string{}
	for _, turn := range turns {
		b.Clock.Advance(turn.Wait)
		got := b.turn(t, turn, kept)
		path, want, _ := strings.Cut(turn.Until, "=")
		for range 100 {
			if turn.Until == "" || got.Get(path).String() == want {
				break
			}
			b.Clock.Advance(turn.Every)
			got = b.turn(t, turn, kept)
		}
		require.True(t, turn.Until == "" || got.Get(path).String() == want, "%s: never %s: %s", turn.Ask, turn.Until, got.Raw)
		for _, need := range turn.Need {
			path, want, exact := strings.Cut(need, "=")
			value := got.Get(path)
			require.NotEqual(t, gjson.Null, value.Type, "%s: no %s: %s", turn.Ask, path, got.Raw)
			require.True(t, !exact || value.String() == want, "%s: want %s: %s", turn.Ask, need, got.Raw)
		}
		if name, path, ok := strings.Cut(turn.Keep, "="); ok {
			kept["{"+name+"}"] = got.Get(path).String()
			require.NotEmpty(t, kept["{"+name+"}"], "%s: no %s: %s", turn.Ask, path, got.Raw)
		}
	}
}

// turn sends a turn's request once.
func (b *Bench) turn(t *testing.T, turn Turn, kept map[string]string) gjson.Result {
	t.Helper()
	ask, body := turn.Ask, turn.Body
	for name, value := range kept {
		ask, body = strings.ReplaceAll(ask, name, value), strings.ReplaceAll(body, name, value)
	}
	method, path, _ := strings.Cut(ask, " ")
	r := b.Ask(method, path, body)
	sent, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.Equal(t, turn.Want, r.StatusCode, "%s: %s", ask, sent)
	return gjson.ParseBytes(sent)
}
