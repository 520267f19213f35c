package trace

import (
	"bytes"
	"time"
)

// prefix is what a logger puts in front of a message.
type prefix struct {
	at     time.Time
	local  bool   // whether the time has no zone
	module string // the Terraform module or plugin; empty otherwise
	begins bool   // whether a new message begins here, for certain
	found  bool   // whether there was any prefix
}

// stampLayouts are the forms of a time at the beginning of a line, after the separators were made alike: of Terraform and
// GitHub's runners, of Go's log package, and of Python's logging.
var stampLayouts = []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006/01/02 15:04:05", "2006-01-02 15:04:05"}

// cutPrefix splits a line into its prefixes and the message. Prefixes can be nested: a provider's own under Terraform's, under
// that of a runner.
func cutPrefix(line []byte) (prefix, []byte) {
	var p prefix
	for range 3 {
		at, rest, found := cutStamp(line)
		if !found {
			break
		}
		// The innermost time is the nearest to the request, but Go's log package has neither fractions nor a zone.
		if p.at.IsZero() || at.Nanosecond() != 0 {
			p.at, p.local = at, !hasZone(line)
		}
		p.found = true
		p.begins = p.begins || line[4] == '/' || line[10] == ' '
		line = rest
		level, rest := cutLevel(line)
		if !level {
			continue
		}
		module, rest := cutModule(rest)
		if module != nil {
			p.module = string(module)
		} else {
			p.begins = true
		}
		line = rest
	}
	if level, _ := cutLevel(line); level {
		p.begins = true
	}
	return p, line
}

// cutStamp cuts a time and the blank behind it off a line.
func cutStamp(line []byte) (time.Time, []byte, bool) {
	if len(line) < 19 || line[0] < '0' || line[0] > '9' || line[4] != '-' && line[4] != '/' || line[13] != ':' {
		return time.Time{}, nil, false
	}
	end := bytes.IndexByte(line[11:], ' ')
	if end < 0 {
		end = len(line) - 11
	}
	end += 11
	stamp := bytes.TrimSuffix(line[:end], []byte(":"))
	if len(stamp) > 40 {
		return time.Time{}, nil, false
	}
	text := string(stamp)
	if len(text) > 19 && text[19] == ',' {
		text = text[:19] + "." + text[20:]
	}
	for _, layout := range stampLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			return at, bytes.TrimLeft(line[end:], " "), true
		}
	}
	return time.Time{}, nil, false
}

// hasZone reports whether the time at the beginning of a line has a zone.
func hasZone(line []byte) bool {
	stamp, _, _ := bytes.Cut(line[11:], []byte(" "))
	return bytes.ContainsAny(stamp, "Z+-")
}

// cutLevel cuts a level such as "[DEBUG]" off a line.
func cutLevel(line []byte) (bool, []byte) {
	if len(line) < 6 || line[0] != '[' {
		return false, line
	}
	for _, level := range [...]string{"[DEBUG]", "[INFO]", "[TRACE]", "[WARN]", "[ERROR]"} {
		if bytes.HasPrefix(line, []byte(level)) {
			return true, bytes.TrimLeft(line[len(level):], " ")
		}
	}
	return false, line
}

// cutModule cuts the name of a Terraform plugin and its colon off a line; nil if there is none.
func cutModule(line []byte) (module, rest []byte) {
	if !bytes.HasPrefix(line, []byte("provider")) && !bytes.HasPrefix(line, []byte("plugin")) {
		return nil, line
	}
	end := bytes.IndexByte(line, ':')
	if end < 0 || bytes.IndexByte(line[:end], ' ') >= 0 {
		return nil, line
	}
	return line[:end], bytes.TrimPrefix(line[end+1:], []byte(" "))
}
