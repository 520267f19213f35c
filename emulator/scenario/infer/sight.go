package infer

import (
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// sight is what one response showed of one job.
type sight struct {
	api, id string
	at      time.Time
	poll    bool // whether the operation is the one that clients poll

	kind    string // the job's type
	status  string
	failed  bool
	began   time.Time // zero if the response has no such time
	ended   time.Time
	updated time.Time

	fields   []Field // of the job: what a scenario says about it
	payload  []Field // of the step
	children []sight
}

// sights reads the jobs that a response showed, in its order.
func sights(c Call) []sight {
	if c.API == "evs" && c.Op != "showJob" {
		return volumeSights(c)
	}
	if c.Response.Status == 0 || c.Response.Status >= 300 {
		return nil
	}
	if len(c.Observed) > 0 {
		return journalSights(c)
	}
	body := gjson.ParseBytes(c.Response.Body.Bytes)
	switch {
	case c.API == "evs" && c.Op == "showJob", c.API == "sdrs" && c.Op == "showJob":
		if s, ok := otcSight(c, body); ok {
			return []sight{s}
		}
	case c.API == "drs":
		return drsSights(c, body)
	case c.API == "element" && c.Op == "GetAsyncResult":
		if s, ok := elementSight(c, body); ok {
			return []sight{s}
		}
	}
	return nil
}

// journalSights reads the statuses that a journal has of a response.
func journalSights(c Call) []sight {
	var all []sight
	for _, o := range c.Observed {
		api, id, _ := strings.Cut(o.Job, "/")
		all = append(all, sight{api: api, id: id, at: c.At, poll: true, status: o.Status, failed: o.Phase == "failed"})
	}
	return all
}

// otcSight reads the response to a job query of EVS or SDRS (evs_04_0054, sdrs_05_0101).
func otcSight(c Call, body gjson.Result) (sight, bool) {
	s := sight{
		api: c.API, at: c.At, poll: true, id: body.Get("job_id").String(), kind: body.Get("job_type").String(),
		status: body.Get("status").String(), began: instant(body.Get("begin_time")), ended: instant(body.Get("end_time")),
	}
	if s.id == "" || s.status == "" {
		return s, false
	}
	s.failed = s.status == "FAIL"
	var entities []Field
	body.Get("entities").ForEach(func(key, value gjson.Result) bool {
		switch key.String() {
		case "sub_jobs":
			value.ForEach(func(_, child gjson.Result) bool {
				if k, ok := otcSight(c, child); ok {
					s.children = append(s.children, k)
				}
				return true
			})
		case "sub_jobs_total":
		default:
			entities = append(entities, Field{key.String(), fieldsOf(value)})
		}
		return true
	})
	if len(entities) > 0 {
		s.fields = []Field{{"entities", entities}}
	}
	if code := body.Get("error_code").String(); code != "" {
		s.payload = append(s.payload, Field{"error", code})
	}
	if reason := body.Get("fail_reason").String(); reason != "" {
		s.payload = append(s.payload, Field{"reason", reason})
	}
	return s, true
}

// drsSights reads the tasks of a response of DRS that has their statuses.
func drsSights(c Call, body gjson.Result) []sight {
	list := ""
	switch c.Op {
	case "batch-status", "batch-detail", "batch-progress":
		list = "results"
	case "list":
		list = "jobs"
	default:
		return nil
	}
	var all []sight
	body.Get(list).ForEach(func(_, item gjson.Result) bool {
		s := sight{api: "drs", at: c.At, poll: c.Op == "batch-status", id: item.Get("id").String(), status: item.Get("status").String()}
		if s.id == "" {
			s.id = item.Get("job_id").String()
		}
		if s.id == "" || s.status == "" {
			return true
		}
		s.failed = strings.HasSuffix(s.status, "FAILED")
		for _, name := range [...]string{"name", "db_use_type", "engine_type", "job_direction", "net_type", "task_type", "description"} {
			if value := item.Get(name); value.Type == gjson.String && value.Str != "" {
				s.fields = append(s.fields, Field{name, value.Str})
			}
		}
		if code := item.Get("error_code").String(); code != "" {
			s.payload = append(s.payload, Field{"error", code})
			if message := item.Get("error_message").String(); message != "" {
				s.payload = append(s.payload, Field{"message", message})
			}
		}
		all = append(all, s)
		return true
	})
	return all
}

// elementSight reads the result of GetAsyncResult (ND getasyncresult). A failed job is "complete" with an error.
func elementSight(c Call, body gjson.Result) (sight, bool) {
	result := body.Get("result")
	handle := gjson.GetBytes(c.Request.Body.Bytes, "params.asyncHandle")
	if !handle.Exists() {
		handle = gjson.Get(`"`+queryOf(c.Request.URL, "asyncHandle")+`"`, "@this")
	}
	if !result.Get("status").Exists() || handle.String() == "" {
		return sight{}, false
	}
	s := sight{
		api: "element", at: c.At, poll: true, id: handle.String(), kind: result.Get("resultType").String(),
		status: result.Get("status").String(), began: instant(result.Get("createTime")), updated: instant(result.Get("lastUpdateTime")),
	}
	elementPayload(&s, result)
	if s.status == "complete" || s.failed {
		s.ended = s.updated
	}
	return s, true
}

// instant parses a time of a response; zero if it is none.
func instant(value gjson.Result) time.Time {
	for _, layout := range [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999"} { // those of Cinder and of SDRS have no zone
		if at, err := time.Parse(layout, value.String()); err == nil {
			return at
		}
	}
	if ms, err := strconv.ParseInt(value.String(), 10, 64); err == nil && ms > 1e12 {
		return time.UnixMilli(ms).UTC()
	}
	return time.Time{}
}
