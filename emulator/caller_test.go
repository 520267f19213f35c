package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// caller asks a server over a socket and keeps the first fault, for use outside of a test's own goroutine.
type caller struct {
	srv *httptest.Server
	err error
}

// ask sends a request and answers the body.
func (c *caller) ask(method, path, body string) gjson.Result {
	r, err := http.NewRequest(method, c.srv.URL+path, strings.NewReader(body))
	if err != nil {
		c.fault(err)
		return gjson.Result{}
	}
	r.Header.Set("X-Auth-Token", "t")
	res, err := c.srv.Client().Do(r)
	if err != nil {
		c.fault(err)
		return gjson.Result{}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.fault(err)
	}
	return gjson.ParseBytes(text)
}

func (c *caller) want(want, got string) {
	if want != got {
		c.fault(fmt.Errorf("want %q, got %q", want, got))
	}
}

func (c *caller) fault(err error) {
	if c.err == nil {
		c.err = err
	}
}

// short is a duration in seconds alone.
func short(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return text
	}
	return fmt.Sprintf("%ds", d/time.Second)
}

// unique lists each of several texts once.
func unique(all []gjson.Result) string {
	seen := map[string]bool{}
	var list []string
	for _, one := range all {
		if !seen[one.Raw] {
			seen[one.Raw] = true
			list = append(list, one.Raw)
		}
	}
	return "[" + strings.Join(list, ",") + "]"
}
