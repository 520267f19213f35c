package trace

import (
	"bytes"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// The beginnings of keystoneauth's debug messages, wherever in a line they are: `openstack --debug` writes them bare, a log
// file has the process, the level and the logger in front of them.
var (
	keystoneRequest  = []byte("REQ: curl ")
	keystoneResponse = []byte("RESP: [")
	keystoneBody     = []byte("RESP BODY: ")
)

// keystoneAt returns where in the head of a message one of keystoneauth's begins; -1 if none does.
func keystoneAt(text, word []byte) int {
	at := bytes.Index(text[:min(len(text), 200)], word)
	if at > 0 && text[at-1] != ' ' && text[at-1] != ':' {
		return -1
	}
	return at
}

func isKeystone(text []byte) bool {
	return keystoneAt(text, keystoneRequest) >= 0 || keystoneAt(text, keystoneResponse) >= 0 || keystoneAt(text, keystoneBody) >= 0
}

// keystone takes a message of keystoneauth.
func (p *pairing) keystone(r *record) {
	r.group = "keystone"
	if at := keystoneAt(r.text, keystoneRequest); at >= 0 {
		p.curlCommand(r, r.text[at+len(keystoneRequest):])
		return
	}
	if at := keystoneAt(r.text, keystoneResponse); at >= 0 {
		code, rest, _ := bytes.Cut(r.text[at+len(keystoneResponse):], []byte("]"))
		status, err := strconv.Atoi(string(code))
		if err != nil {
			p.report.remark(r.line, "the response code is cut, and the response is left out")
			return
		}
		p.response(r, "", status)
		p.responseHeader(r, "", inlineHeaders(string(rest)))
		return
	}
	payload := r.text[keystoneAt(r.text, keystoneBody)+len(keystoneBody):]
	if bytes.HasPrefix(payload, []byte("Omitted, ")) {
		return // pairing says that the body is missing
	}
	p.responseBody(r, "", p.body(r, payload))
}

// headerBegin is where a header begins in a line that holds several. Header values hold such words rarely; keystoneauth writes
// no other separator.
var headerBegin = regexp.MustCompile(`(?:^| )([A-Za-z][A-Za-z0-9-]*): `)

func inlineHeaders(line string) http.Header {
	h := http.Header{}
	marks := headerBegin.FindAllStringSubmatchIndex(line, -1)
	for i, m := range marks {
		end := len(line)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		h.Add(line[m[2]:m[3]], strings.TrimSpace(line[m[1]:end]))
	}
	return h
}

// curlCommand reads the command by which keystoneauth shows a request. The data come last and are not escaped.
func (p *pairing) curlCommand(r *record, command []byte) {
	q := Request{Method: http.MethodGet, Header: http.Header{}}
	if at := bytes.Index(command, []byte(" -d '")); at >= 0 {
		data, whole := bytes.CutSuffix(bytes.TrimRight(command[at+len(" -d '"):], " \n"), []byte("'"))
		q.Body.Bytes = bytes.Clone(data)
		command = command[:at]
		if !whole {
			q.Body.State = Cut
			p.report.remark(r.line, "the request's body is cut")
		}
	}
	words := shellWords(string(command))
	for i := 0; i < len(words); i++ {
		switch word := words[i]; word {
		case "-X":
			if i++; i < len(words) {
				q.Method = words[i]
			}
		case "-H":
			if i++; i < len(words) {
				addHeader(q.Header, []byte(words[i]))
			}
		case "--cacert", "--cert", "--key":
			i++
		default:
			if strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://") {
				q.URL = word
			}
		}
	}
	if q.URL == "" || !isMethod([]byte(q.Method)) {
		p.report.remark(r.line, "the request line is cut, and the request is left out")
		return
	}
	o := p.request(r, "", q)
	o.header, o.body = true, true
}

// shellWords splits a command at blanks; words in double quotes are whole.
func shellWords(command string) []string {
	var words []string
	for command = strings.TrimLeft(command, " "); command != ""; command = strings.TrimLeft(command, " ") {
		if command[0] == '"' {
			word, rest, _ := strings.Cut(command[1:], `"`)
			words, command = append(words, word), rest
			continue
		}
		word, rest, _ := strings.Cut(command, " ")
		words, command = append(words, word), rest
	}
	return words
}
