package infer

import "github.com/tidwall/gjson"

// native are the results and details that Element writes of a job by itself: the message of a success, and the members by what a
// scenario calls them. A payload of another shape is written out in the scenario.
var native = map[string]struct {
	message string
	members map[string]string
}{
	"Clone":      {"Clone complete.", map[string]string{"cloneID": "cloneID", "volumeID": "volumeID"}},
	"BulkVolume": {"Bulk volume job succeeded", map[string]string{"bvID": "bulkVolumeID", "volumeID": "volumeID"}},
}

// elementPayload reads result, details and error of GetAsyncResult.
func elementPayload(s *sight, result gjson.Result) {
	if failure := result.Get("error"); failure.IsObject() {
		s.failed, s.status = true, "failed"
		s.payload = elementFailure(failure)
		s.fields = members(s.kind, failure)
	}
	for _, name := range [...]string{"result", "details"} {
		value := result.Get(name)
		switch {
		case !value.Exists():
		case isNative(s.kind, value):
			s.fields = members(s.kind, value)
		default:
			s.payload = append(s.payload, Field{name, fieldsOf(value)})
		}
	}
}

// elementFailure returns what a scenario says of an error: its code, its message, and the members that it has beyond those of the
// job.
func elementFailure(failure gjson.Result) []Field {
	code := failure.Get("name").String()
	payload := []Field{{"error", code}}
	if message := failure.Get("message").String(); message != "" {
		payload[0].Value = []Field{{"code", code}, {"message", message}}
	}
	var context []Field
	failure.ForEach(func(key, value gjson.Result) bool {
		switch key.String() {
		case "name", "message", "code", "bvID", "cloneID", "volumeID":
		default:
			context = append(context, Field{key.String(), fieldsOf(value)})
		}
		return true
	})
	if len(context) > 0 {
		payload = append(payload, Field{"context", context})
	}
	return payload
}

// isNative reports whether Element writes a result of this shape by itself.
func isNative(kind string, value gjson.Result) bool {
	own, known := native[kind]
	if !known {
		return value.Raw == "{}"
	}
	same := true
	value.ForEach(func(key, member gjson.Result) bool {
		_, isMember := own.members[key.String()]
		same = same && (isMember || key.String() == "message" && (member.Str == own.message || member.Str == ""))
		return same
	})
	return same && value.IsObject()
}

// members returns the fields of the job that a payload shows.
func members(kind string, value gjson.Result) []Field {
	var fields []Field
	for _, name := range [...]string{"volumeID", "cloneID", "bvID"} {
		if field, known := native[kind].members[name]; known && value.Get(name).Int() > 0 {
			fields = append(fields, Field{field, number(value.Get(name).Raw)})
		}
	}
	return fields
}
