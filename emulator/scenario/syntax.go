package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/plain"
)

// parse returns the tree of a file with one YAML document: by package plain if it can, since files may have many jobs. It reports a fault and returns nil if there is none.
func (r *reader) parse() *yaml.Node {
	if !r.acceptable() {
		return nil
	}
	if root := plain.Parse(r.text.whole); root != nil && !r.comments {
		return root
	}
	docs, err := documents(r.text.bytes)
	switch {
	case err != nil:
		r.syntax(err)
		return nil
	case len(docs) == 0:
		r.empty()
		return nil
	case len(docs) > 1:
		r.fault(docs[1], "a second YAML document", "one scenario in a file", "")
	case null(docs[0].Content[0]):
		r.fault(docs[0], "the file holds nothing", firstThing, "")
		return nil
	}
	return docs[0].Content[0]
}

const firstThing = "a scenario, such as jobs: [...]"

// empty reports a file without a document.
func (r *reader) empty() {
	message := "the file is empty"
	if len(bytes.TrimSpace(r.text.bytes)) > 0 {
		message = "the file holds only comments"
	}
	r.report(Diagnostic{Line: 1, Col: 1, Message: message, Want: firstThing})
}

// documents parses at most two documents of a file; a second one is a fault, whatever follows it.
func documents(src []byte) (docs []*yaml.Node, err error) {
	defer func() { // the parser panics on some texts, such as comments in odd places
		if p := recover(); p != nil {
			docs, err = nil, fmt.Errorf("yaml: the parser gave up: %v", p)
		}
	}()
	for d := yaml.NewDecoder(bytes.NewReader(src)); len(docs) < 2; {
		var n yaml.Node
		switch err := d.Decode(&n); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return nil, err
		}
		docs = append(docs, &n)
	}
	return docs, nil
}

// syntax reports a text that is not YAML.
func (r *reader) syntax(err error) {
	message, line := complaint(err)
	f := Diagnostic{Line: line, Col: 1, Message: "not YAML: " + message}
	if end, ok := r.text.breaks(message, line); ok {
		word := r.text.word(end)
		if at, ok := r.text.unclosed(word); ok {
			word = at
		}
		f.Line, f.Col = r.text.place(word)
	} else if source := r.text.line(line); source != "" {
		f.Col = 1 + utf8.RuneCountInString(source) - utf8.RuneCountInString(strings.TrimLeft(source, " \t"))
	}
	for _, known := range syntaxes {
		if strings.HasPrefix(message, known.starts) {
			f.Message, f.Hint = "not YAML: "+known.message, known.hint
			break
		}
	}
	if strings.HasPrefix(strings.TrimLeft(r.text.line(f.Line), " "), "\t") {
		f.Hint = "YAML is indented by spaces, not by tabs"
	}
	r.report(f)
}

// syntaxes are what the parser's messages usually mean.
var syntaxes = []struct{ starts, message, hint string }{
	{"mapping values are not allowed", "a second colon, or a wrong indentation", `quote a text that holds ": "`},
	{"did not find expected key", "this does not fit the lines above", "look at the indentation and the quotes"},
	{"did not find expected '-' indicator", "this does not fit the list above", "look at the indentation"},
	{"did not find expected ',' or ']'", "a list is not closed, or lacks a comma", "look for the [ that opens it"},
	{"did not find expected ',' or '}'", "a mapping is not closed, or lacks a comma", "look for the { that opens it"},
	{"found unexpected end of stream", "a quoted text is not closed", `write the other " or ' at its end`},
	{"found character that cannot start", "a text cannot begin with this character", "quote the text"},
	{"could not find expected ':'", "a key without its colon", "write key: value"},
	{"did not find expected <document start>", "there is more text after the end of the scenario", "look at the indentation, and at brackets that are closed twice"},
	{"did not find expected node content", "a value is missing", "look for a comma or a bracket too many"},
	{"found unknown escape character", `YAML does not know this escape`, `in double quotes, \\ is a backslash; in single quotes it needs no escape`},
	{"did not find expected alphabetic or numeric character", "a * or & without the name of a value", `quote a text that begins with it: "*"`},
	{"unknown anchor", "an alias of something that has no anchor above", "write &name before the value that *name repeats; a text that begins with * is quoted"},
	{"exceeded max depth", "it is nested too deeply", "at most 64 lists and mappings in each other"},
}

var yamlError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

// complaint returns the parser's message and the line that it names, where the item begins, or 1 if it names none.
func complaint(err error) (message string, line int) {
	m := yamlError.FindStringSubmatch(err.Error())
	if m == nil {
		return err.Error(), 1
	}
	line, _ = strconv.Atoi(m[1])
	return m[2], max(line, 1)
}

// word returns where the word begins that ends at the offset.
func (t *text) word(end int) int {
	start := min(end, len(t.bytes))
	for start > 0 && strings.IndexByte(" \t\r\n", t.bytes[start-1]) < 0 {
		start--
	}
	if start == end && start > 0 {
		return start - 1
	}
	return start
}
