package trace

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"time"

	"github.com/tidwall/gjson"
)

// record is one message of a logger. It may have several lines.
type record struct {
	line  int
	at    time.Time
	local bool   // whether the time has no zone
	group string // the stream that the message belongs to: a plugin logs in parallel with others
	text  []byte
	cut   bool
}

// logReader reads a log line by line and puts the messages together.
type logReader struct {
	lines  *lineReader
	report *Report
	pairs  *pairing
	curl   *curlReader
	ascii  *asciiReader
	sdk    solidfire

	open map[string]*record // by module; only messages that matter
	last *record            // the one that a line without prefix continues
}

// readLog reads a log of any kind.
func readLog(in *bufio.Reader, report *Report, yield func(Exchange)) error {
	l := &logReader{lines: &lineReader{in: in}, report: report, pairs: newPairing(report, yield), open: map[string]*record{}}
	l.curl, l.ascii = &curlReader{report: report, yield: yield}, &asciiReader{report: report, yield: yield}
	for {
		line, err := l.lines.next()
		if err != nil {
			l.flush()
			report.Lines = l.lines.n
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return err
		}
		if l.lines.cut {
			report.remark(l.lines.n, "the line is longer than 8 MiB, and is cut")
		}
		l.line(line)
	}
}

func (l *logReader) line(line []byte) {
	if l.ascii.line(l.lines.n, line) || l.curl.line(l.lines.n, line) {
		return
	}
	if len(line) > 1 && line[0] == '{' && bytes.Contains(line, []byte(`"@message"`)) {
		l.jsonLine(line)
		return
	}
	p, text := cutPrefix(line)
	at := bytes.TrimLeft(text, " ")
	switch current := l.open[p.module]; {
	case matters(at) || p.begins:
		l.close(p.module)
		if matters(at) {
			l.begin(p, at)
		}
	case p.module != "" && current != nil:
		current.add(text)
	case l.last != nil && p.module == "" && (!p.found || l.last.group == ""):
		l.last.add(text)
	case p.found:
		l.close(p.module)
	}
}

// begin opens a message.
func (l *logReader) begin(p prefix, text []byte) {
	const most = 16 // plugins that log at the same time
	if len(l.open) >= most {
		l.flushOpen()
	}
	r := &record{line: l.lines.n, at: p.at, local: p.local, group: p.module, text: bytes.Clone(text), cut: l.lines.cut}
	l.open[p.module], l.last = r, r
}

func (r *record) add(line []byte) {
	if len(r.text)+len(line) > MaxMessage {
		r.cut = true
		return
	}
	r.text = append(append(r.text, '\n'), line...)
}

// close hands the open message of a module on.
func (l *logReader) close(module string) {
	r := l.open[module]
	if r == nil {
		return
	}
	delete(l.open, module)
	if l.last == r {
		l.last = nil
	}
	r.text = trimFields(r.text)
	l.message(r)
}

// flushOpen hands on what is open, in the order of the lines.
func (l *logReader) flushOpen() {
	for len(l.open) > 0 {
		first := ""
		line := -1
		for module, r := range l.open {
			if line < 0 || r.line < line {
				first, line = module, r.line
			}
		}
		l.close(first)
	}
}

func (l *logReader) flush() {
	l.flushOpen()
	l.curl.flush()
	l.ascii.flush()
	l.pairs.flush()
}

// jsonLine reads a line that Terraform writes with TF_LOG=json.
func (l *logReader) jsonLine(line []byte) {
	message := gjson.GetBytes(line, "@message")
	module := gjson.GetBytes(line, "@module").String()
	at, err := time.Parse(time.RFC3339Nano, gjson.GetBytes(line, "@timestamp").String())
	if err != nil {
		at = time.Time{}
	}
	if message.Type != gjson.String || !gjson.ValidBytes(line) {
		l.report.remark(l.lines.n, "the line is cut, and is left out")
		return
	}
	p, text := cutPrefix([]byte(message.String()))
	p.at, p.local, p.module = at, false, module
	switch current := l.open[module]; {
	case matters(text):
		l.close(module)
		l.begin(p, text)
	case current != nil && !p.begins:
		current.add(text)
	default:
		l.close(module)
	}
}

// matters reports whether a message is one of those that belong to an exchange.
func matters(text []byte) bool {
	if len(text) < 6 {
		return false
	}
	if _, ok := dumpKind(text); ok {
		return true
	}
	return isKeystone(text) || isSolidFire(text)
}

func (l *logReader) message(r *record) {
	switch kind, ok := dumpKind(r.text); {
	case ok:
		l.pairs.dump(r, kind)
	case isKeystone(r.text):
		l.pairs.keystone(r)
	default:
		l.sdk.message(r, l.pairs)
	}
}

// trimFields cuts the fields off that Terraform's logger writes behind a message, such as ": timestamp=2022-02-17T13:42:30Z".
func trimFields(text []byte) []byte {
	tail := text[max(0, len(text)-512):]
	for _, key := range [...]string{": timestamp=", ": tf_", ": @"} {
		at := bytes.LastIndex(tail, []byte(key))
		if at >= 0 && bytes.IndexByte(tail[at:], '\n') < 0 && bytes.IndexByte(tail[at:], '{') < 0 && bytes.IndexByte(tail[at:], '}') < 0 {
			return text[:len(text)-len(tail)+at]
		}
	}
	return text
}
