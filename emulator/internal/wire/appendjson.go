package wire

// Appender writes itself as JSON, to the byte as encoding/json would. The responses to polls are Appenders: reflection takes as
// long as all else that a poll costs its API.
type Appender interface {
	AppendJSON(b []byte) []byte
}

// AppendText appends a text as JSON.
func AppendText(b []byte, s string) []byte {
	if !plain(s) {
		return AppendValue(b, s)
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// plain reports whether JSON writes a text as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// AppendMember appends a member whose value is a text; the name is plain.
func AppendMember(b []byte, name, text string) []byte {
	return AppendText(AppendName(b, name), text)
}

// AppendName appends the name of a member, and a comma if it is not the first; the name is plain.
func AppendName(b []byte, name string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(b, '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

// AppendValue appends any value as JSON; null for one that has no JSON form.
func AppendValue(b []byte, v any) []byte {
	if text, ok := v.(string); ok && plain(text) {
		return AppendText(b, text)
	}
	if more, ok := encode(b, v); ok {
		return more
	}
	return append(b, "null"...)
}
