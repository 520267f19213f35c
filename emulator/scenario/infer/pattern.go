package infer

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// The forms of IDs and addresses.
var (
	uuidForm   = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)
	taskForm   = regexp.MustCompile(`^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{8}([0-9a-z]{4})$`) // DRS: …jb21 says its kind
	hexForm    = regexp.MustCompile(`^(?:[0-9a-f]{16,}|[0-9A-F]{16,})$`)
	emailForm  = regexp.MustCompile(`^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$`)
	macForm    = regexp.MustCompile(`^(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$`)
	iqnForm    = regexp.MustCompile(`^iqn\.[\w.:-]+$`)
	errorName  = regexp.MustCompile(`^x[A-Z][A-Za-z]+$`) // of Element
	regionForm = regexp.MustCompile(`^[a-z]{2}-[a-z]+(?:-\d+)?[a-z]?(?:-\d+)?$`)
)

// within are the same forms inside running text, and further ones of secrets.
var within = regexp.MustCompile(`[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}` +
	`|\b[0-9a-f]{16,}\b|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}\b|\biqn\.[\w.:-]+` +
	`|\b\d{1,3}(?:\.\d{1,3}){3}\b|\bhttps?://[^\s"'<>]+`)

var (
	pemBlock = regexp.MustCompile(`(?s)-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)`)
	bearer   = regexp.MustCompile(`(?i)\b(bearer|basic)\s+[\w+/=.~-]{6,}`)
	webToken = regexp.MustCompile(`\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?`)
	assigned = regexp.MustCompile(`(?i)\b([\w-]*(?:password|passwd|passphrase|pwd|secret|token|credential|api_?key|access_?key|\bak\b|\bsk\b))("?\s*[=:]\s*"?)([^\s"',;&}]+)`)
	longWord = regexp.MustCompile(`[A-Za-z0-9+/_=-]{32,}`)
)

// form replaces a string that is an ID or an address as a whole. It reports false for any other.
func (a *anonymizer) form(s string) (string, bool) {
	if with, ok := a.known[s]; ok && isForm(s) {
		return with, true
	}
	switch {
	case uuidForm.MatchString(s):
		return a.remember(s, fmt.Sprintf("00000000-0000-4000-8000-%012s", a.count("id"))), true
	case taskForm.MatchString(s):
		return a.remember(s, fmt.Sprintf("00000000-0000-4000-8000-%08s%s", a.count("id"), taskForm.FindStringSubmatch(s)[1])), true
	case hexForm.MatchString(s):
		return a.remember(s, a.hex(s)), true
	case emailForm.MatchString(s):
		return a.remember(s, "user-"+a.count("email")+"@example.org"), true
	case macForm.MatchString(s):
		return a.remember(s, fmt.Sprintf("02:00:00:00:00:%02s", a.count("mac"))), true
	case iqnForm.MatchString(s):
		return a.remember(s, "iqn.2010-01.org.example:target."+a.count("iqn")), true
	case net.ParseIP(s) != nil:
		return a.host(s), true
	}
	return "", false
}

// isForm reports whether a string is an ID or an address as a whole.
func isForm(s string) bool {
	for _, form := range [...]*regexp.Regexp{uuidForm, taskForm, hexForm, emailForm, macForm, iqnForm} {
		if form.MatchString(s) {
			return true
		}
	}
	return net.ParseIP(s) != nil
}

func (a *anonymizer) count(kind string) string {
	a.counts[kind]++
	return fmt.Sprint(a.counts[kind])
}

// hex returns a hex number as long as s.
func (a *anonymizer) hex(s string) string {
	n := a.count("id")
	return strings.Repeat("0", max(0, len(s)-len(n))) + n
}

// host replaces a host, with its port or without. An API's own label at its beginning is kept, since it says which API a request is for,
// and so are addresses of this machine.
func (a *anonymizer) host(s string) string {
	name, port, err := net.SplitHostPort(s)
	if err != nil {
		name, port = s, ""
	}
	ip := net.ParseIP(name)
	if name == "" || a.keep || name == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		return s
	}
	with, ok := a.known[name]
	if !ok {
		label, _, _ := strings.Cut(name, ".")
		switch {
		case ip != nil && ip.To4() != nil:
			with = "192.0.2." + a.count("ip")
		case ip != nil:
			with = "2001:db8::" + a.count("ip")
		case a.words[label]:
			with = label + ".example.org"
		default:
			with = "host-" + a.count("host") + ".example.org"
		}
		a.remember(name, with)
	}
	if port != "" {
		return net.JoinHostPort(with, port)
	}
	return with
}

// url replaces what is in a URL, absolute or not.
func (a *anonymizer) url(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return a.text(raw)
	}
	u.User = nil
	u.Host = a.host(u.Host)
	segments := strings.Split(u.Path, "/")
	for i, s := range segments {
		if a.keep {
			break
		}
		if with, ok := a.form(s); ok {
			segments[i] = with
		} else if with, ok := a.known[s]; ok && i == len(segments)-1 && i > 0 && strings.HasSuffix(segments[i-1], "s") {
			segments[i] = with // a name in place of an ID, as in /volumes/NAME
		}
	}
	u.Path, u.RawPath = strings.Join(segments, "/"), ""
	parts := strings.Split(u.RawQuery, "&")
	for i, part := range parts {
		name, value, found := strings.Cut(part, "=")
		plain, err := url.QueryUnescape(value)
		switch {
		case !found:
		case err != nil || journal.Secret(name):
			parts[i] = name + "=" + url.QueryEscape(a.secret(plain))
		default:
			if with := a.value([]string{name}, plain); with != plain {
				parts[i] = name + "=" + url.QueryEscape(with)
			}
		}
	}
	u.RawQuery, u.Fragment = strings.Join(parts, "&"), ""
	return u.String()
}

// text replaces what is in running text: known names, IDs, addresses and secrets.
func (a *anonymizer) text(s string) string {
	s = a.hideSecrets(s)
	if a.keep {
		return a.replaceWords(s) // the known words are the secrets
	}
	s = within.ReplaceAllStringFunc(s, func(found string) string {
		if strings.HasPrefix(found, "http") {
			return a.url(found)
		}
		if with, ok := a.form(found); ok {
			return with
		}
		return found
	})
	return a.replaceWords(s)
}

// hideSecrets replaces what looks like a secret in running text.
func (a *anonymizer) hideSecrets(s string) string {
	if len(s) < 6 {
		return s
	}
	s = pemBlock.ReplaceAllString(s, "***")
	s = bearer.ReplaceAllString(s, "$1 ***")
	s = webToken.ReplaceAllString(s, "***")
	s = assigned.ReplaceAllString(s, "$1$2***")
	return longWord.ReplaceAllStringFunc(s, func(found string) string {
		if hexForm.MatchString(found) || uuidForm.MatchString(found) || taskForm.MatchString(found) || !mixed(found) {
			return found
		}
		return "***"
	})
}

// mixed reports whether a word is made of letters of both cases and digits, as tokens are and words are not.
func mixed(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.ToLower(s) != s && strings.ToUpper(s) != s
}

func isRegion(s string) bool { return regionForm.MatchString(s) }
