package iam

import (
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// errorRows are IAM's own errors. The first ones are Keystone's, whose code is the HTTP status, a number: the documents
// describe them, and only that of a wrong password was captured. Of the long table of IAM.xxxx codes (iam_02_0006) the
// rows are those that a sign-in can cause; only a scenario's rule responds with them.
func errorRows() []job.ErrorRow {
	const where = "any call"
	return []job.ErrorRow{
		job.Row("400", 400, "The server failed to process the request.", where, "en-us_topic_0057845583, status codes", job.Inferred),
		job.Row("401", 401, "Unauthorized.", "POST /v3/auth/tokens, wrong password", "otc-tools #36", job.Observed),
		job.Row("403", 403, "Access denied.", where, "en-us_topic_0057845583, status codes", job.Inferred),
		job.Row("404", 404, "The requested resource cannot be found.", "X-Subject-Token unknown or expired", "en-us_topic_0057845585, status codes", job.Inferred),
		job.Row("500", 500, "Internal server error.", where, "en-us_topic_0057845583, status codes", job.Inferred),
		job.Row("503", 503, "Service unavailable.", where, "en-us_topic_0057845583, status codes", job.Inferred),

		job.Row("IAM.0007", 400, "Request parameter %s is invalid.", where, "iam_02_0006", job.Documented),
		job.Row("IAM.0009", 400, "X-Subject-Token is invalid in the request.", "calls on a token", "iam_02_0006", job.Documented),
		job.Row("IAM.0011", 400, "Request body is invalid.", "any call with a body", "iam_02_0006", job.Documented),
		job.Row("IAM.0072", 400, "'%s' is a required property.", "any call with a body", "iam_02_0006", job.Documented),
		job.Row("IAM.0073", 400, "Invalid input for field '%s'. The value is '%s'.", "any call with a body", "iam_02_0006", job.Documented),
	}
}

// errorWords returns the words of an error that a rule names. They are those of a request to sign in, which is where IAM has a
// body.
func errorWords(c *wire.Call, code string) []any {
	switch code {
	case "IAM.0007", "IAM.0072":
		return []any{"auth"}
	case "IAM.0073":
		methods, _ := c.Value("body", "auth.identity.methods.0")
		return []any{"methods", methods}
	default:
		return otc.ErrorWords(nil)(c, code)
	}
}

// table finds the native errors. It is read only.
var table = wire.NewTable(errorRows())

// fail writes an error: IAM's own in Keystone's envelope, the gateway's in the gateway's.
var fail = otc.Failer(envelope, table.Error("400"), table.Error("500"))

// envelope returns Keystone's error body for codes that are a status, where code is a number, unlike in EVS; and the
// flat one for the others.
func envelope(code, message string) any {
	status, err := strconv.Atoi(code)
	if err != nil {
		return otc.Flat(code, message)
	}
	type inner struct {
		Message string `json:"message"`
		Code    int    `json:"code"`
		Title   string `json:"title"`
	}
	return struct {
		Error inner `json:"error"`
	}{inner{message, status, http.StatusText(status)}}
}
