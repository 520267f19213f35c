package emulator

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// goText is what no vendor says: the words of Go's libraries and of its runtime.
var goText = regexp.MustCompile(`\b(net/http|strconv|goroutine|runtime error|panic|json: |http: |url: |yaml: |EOF|invalid character|cannot unmarshal|` +
	`of type \w+\.\w+|Go (value|struct)|i/o timeout|parsing time|malformed (HTTP|MIME|Host)|status code \d)`)

// fault tells what is wrong with an answer that came whole; nothing is wrong with it if it is empty.
func fault(method string, res *http.Response, body string) string {
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	switch {
	case res.StatusCode == http.StatusContinue:
		return ""
	case res.StatusCode >= 500:
		return "a server error"
	case goText.MatchString(body) || goText.MatchString(res.Status):
		return "Go's words"
	case res.Header.Get("X-Evil") != "":
		return "a header that the client made"
	case controls(method, res, kind, body):
		return ""
	case res.Header.Get("X-Request-Id") == "":
		return "not jobsim's"
	case !dated(res):
		return "no date"
	case body == "" && (method == http.MethodHead || res.StatusCode < 300):
		return ""
	case !vendors(res.StatusCode, kind, body):
		return "no vendor's form"
	}
	return ""
}

func dated(res *http.Response) bool {
	_, err := http.ParseTime(res.Header.Get("Date"))
	return err == nil
}

// controls tells an answer of the control API, or to a prober: a document, a file, or a problem. Only its problems are told
// apart from everything else by their form.
func controls(method string, res *http.Response, kind, body string) bool {
	switch {
	case res.Header.Get("X-Request-Id") != "":
		return false
	case method == http.MethodHead && body == "":
		return res.Header.Get("Cache-Control") == "no-store"
	case res.StatusCode >= 400:
		return kind == "application/json" && gjson.Get(body, "error.code").String() != "" && gjson.Get(body, "error.message").String() != ""
	case kind == "application/json":
		return json.Valid([]byte(body)) && res.Header.Get("Cache-Control") == "no-store"
	default:
		return body == "" || body == "ok\n" || (res.StatusCode == http.StatusOK && strings.HasPrefix(body, "# HELP jobsim_"))
	}
}

// vendors tells an answer in a form that a vendor uses: of Element an object with a result or an error, or a page of its web
// server; of the others an object, which names an error by code and message if there is one.
func vendors(status int, kind, body string) bool {
	switch {
	case kind == "text/html":
		return strings.HasPrefix(body, "<html>") && strings.Contains(body, strconv.Itoa(status))
	case kind != "application/json" || !json.Valid([]byte(body)) || body[0] != '{':
		return false
	case status < 300:
		return true
	}
	for _, form := range [][2]string{{"error_code", "error_msg"}, {"error.code", "error.message"}, {"code", "message"}} {
		if all := gjson.GetMany(body, form[:]...); all[0].String() != "" && all[1].String() != "" {
			return true
		}
	}
	// What Cinder's fault is, and the list of versions that comes with 300.
	return gjson.Get(body, "*.message").String() != "" || (status == http.StatusMultipleChoices && gjson.Get(body, "versions").Exists())
}
