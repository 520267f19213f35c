package wire

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/journal"
)

// bodyKind returns how the body is written, by its Content-Type.
func (c *Call) bodyKind() journal.BodyKind { return journal.KindOf(c.Header.Get("Content-Type")) }

// bodyValue returns a part of the body: of JSON by gjson path, of a form by the name of an argument, of XML by the names of elements
// from the root, "oven.bread". It reports whether the body has it.
func (c *Call) bodyValue(path string) (string, bool) {
	switch c.bodyKind() {
	case journal.FormBody:
		body, err := c.Body()
		form, _ := url.ParseQuery(string(body)) // what can be read of it counts
		return form.Get(path), err == nil && form.Has(path)
	case journal.XMLBody:
		body, err := c.Body()
		if err != nil {
			return "", false
		}
		return xmlValue(body, path)
	default:
		body, err := c.SoundBody()
		if err != nil {
			return "", false
		}
		v := gjson.GetBytes(body, path)
		return v.String(), v.Exists()
	}
}

// xmlValue returns the text of the first element with this path.
func xmlValue(body []byte, path string) (string, bool) {
	in := xml.NewDecoder(bytes.NewReader(body))
	var names []string
	var text strings.Builder
	for {
		token, err := in.Token()
		if err != nil { // the end, or what is no XML
			return "", false
		}
		switch t := token.(type) {
		case xml.StartElement:
			names = append(names, t.Name.Local)
		case xml.CharData:
			if strings.Join(names, ".") == path {
				text.Write(t)
			}
		case xml.EndElement:
			if strings.Join(names, ".") == path {
				return strings.TrimSpace(text.String()), true
			}
			names = names[:len(names)-1]
		}
	}
}
