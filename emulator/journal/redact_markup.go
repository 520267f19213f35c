package journal

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"strings"
)

// BodyKind is how a body is written.
type BodyKind uint8

// The kinds of bodies.
const (
	JSONBody BodyKind = iota // or of no known kind
	FormBody
	XMLBody
)

// KindOf returns the kind of a body by its Content-Type. Clients often send JSON without saying so.
func KindOf(contentType string) BodyKind {
	media, _, err := mime.ParseMediaType(contentType)
	switch {
	case err != nil:
		return JSONBody
	case media == "application/x-www-form-urlencoded":
		return FormBody
	case media == "application/xml", media == "text/xml", strings.HasSuffix(media, "+xml"):
		return XMLBody
	default:
		return JSONBody
	}
}

// RedactXML returns the beginning of an XML text with the text of elements and the values of attributes replaced whose names are
// those of secrets. Where the text is not well-formed it returns only its size, since its secrets cannot be found.
func RedactXML(body []byte) string {
	var out bytes.Buffer
	in, to := xml.NewDecoder(bytes.NewReader(body)), xml.NewEncoder(&out)
	secret := 0 // how deep the present element is in one with a secret name
	for {
		token, err := in.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return size(body)
		}
		switch t := token.(type) {
		case xml.StartElement:
			for i, a := range t.Attr {
				if Secret(a.Name.Local) {
					t.Attr[i].Value = Mask
				}
			}
			if secret > 0 || Secret(t.Name.Local) {
				secret++
			}
			token = t
		case xml.EndElement:
			secret = max(secret-1, 0)
		case xml.CharData:
			if secret > 0 && len(bytes.TrimSpace(t)) > 0 {
				token = xml.CharData(Mask)
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			continue
		}
		if err := to.EncodeToken(token); err != nil {
			return size(body)
		}
	}
	if err := to.Close(); err != nil {
		return size(body)
	}
	return cut(out.String(), maxText)
}
