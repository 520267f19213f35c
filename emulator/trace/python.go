package trace

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// pythonJSON converts what Python prints of a dictionary to JSON: texts in either quotes, u” before Python 3, True, False and
// None. It reports false if the text ends early or is nothing of the kind.
func pythonJSON(text []byte) ([]byte, bool) {
	var out bytes.Buffer
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\'' || c == '"':
			plain, end, ok := pythonText(text, i)
			if !ok {
				return nil, false
			}
			quoted, err := json.Marshal(plain)
			if err != nil {
				return nil, false
			}
			out.Write(quoted)
			i = end
		case (c == 'u' || c == 'b') && i+1 < len(text) && (text[i+1] == '\'' || text[i+1] == '"'):
			i++
		case c >= 'A' && c <= 'Z':
			word, json := pythonWord(text[i:])
			if word == 0 {
				return nil, false
			}
			out.WriteString(json)
			i += word
		case c == '(':
			out.WriteByte('[')
			i++
		case c == ')':
			out.WriteByte(']')
			i++
		default:
			out.WriteByte(c)
			if i++; c == 'L' {
				return nil, false
			}
		}
	}
	return out.Bytes(), json.Valid(out.Bytes())
}

func pythonWord(text []byte) (length int, json string) {
	for word, plain := range map[string]string{"True": "true", "False": "false", "None": "null"} {
		if bytes.HasPrefix(text, []byte(word)) {
			return len(word), plain
		}
	}
	return 0, ""
}

// pythonText reads the literal that begins at start, and returns what it says and where it ends.
func pythonText(text []byte, start int) (plain string, end int, ok bool) {
	quote := text[start]
	var out []byte
	for i := start + 1; i < len(text); i++ {
		switch c := text[i]; c {
		case quote:
			return string(out), i + 1, true
		case '\\':
			if i++; i == len(text) {
				return "", 0, false
			}
			var used int
			out, used = pythonEscape(out, text[i:])
			i += used
		default:
			out = append(out, c)
		}
	}
	return "", 0, false
}

// pythonEscape appends what an escape means, whose text begins behind the backslash. It returns how many bytes the escape
// has beyond its letter.
func pythonEscape(out, text []byte) ([]byte, int) {
	digits := 0
	switch text[0] {
	case 'n':
		return append(out, '\n'), 0
	case 't':
		return append(out, '\t'), 0
	case 'r':
		return append(out, '\r'), 0
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		return append(out, text[0]), 0
	}
	if len(text) <= digits {
		return out, 0
	}
	code, err := strconv.ParseUint(string(text[1:1+digits]), 16, 32)
	if err != nil {
		return out, 0
	}
	return utf8.AppendRune(out, rune(code)), digits
}
