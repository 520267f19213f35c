package control

import (
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
)

// pageFiles is the page: hand-written HTML, CSS and ES modules.
//
//go:embed ui
var pageFiles embed.FS

// pagePath is where the page is served, below a session's prefix.
const pagePath = Prefix + "/ui"

// pageHeader is the header of each file of the page. The page loads nothing from elsewhere, runs no inline script, and no other
// page can embed it.
var pageHeader = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
	"Cache-Control":              "no-cache",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Referrer-Policy":            "no-referrer",
	"X-Content-Type-Options":     "nosniff",
}

// Serves reports whether the control API serves a request: one for a path of its own, or of a browser that looks at the root.
func Serves(r *http.Request) bool { return Owns(r.URL.Path) || wantsPage(r) }

// wantsPage reports whether a request for the root prefers HTML, as that of a browser does. Clients of the APIs ask for JSON or
// for anything.
func wantsPage(r *http.Request) bool {
	if r.URL.Path != "/" || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		return false
	}
	first, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
	kind, _, err := mime.ParseMediaType(first)
	return err == nil && kind == "text/html"
}

// ownsPage reports whether a path is one of the page.
func ownsPage(path string) bool { return path == pagePath || strings.HasPrefix(path, pagePath+"/") }

// servePage writes a file of the page, or a redirect to it. Neither a token nor the same site is required: the files are the same
// for everyone, and a link from another site may lead to them. What they show comes from the control API, which requires both.
func (c *Control) servePage(w http.ResponseWriter, r *http.Request, s Session) {
	if !c.ownHost(r.Host) {
		writeError(w, c.guard(r))
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		writeError(w, &admin.Error{Status: http.StatusMethodNotAllowed, Code: "method_not_allowed", Message: "the page is only read", Hint: "use GET"})
		return
	}
	name := strings.TrimPrefix(r.URL.Path, pagePath+"/")
	if name == r.URL.Path { // the root, or the page's path without the slash at its end
		http.Redirect(w, r, pageOf(s, r), http.StatusSeeOther)
		return
	}
	if name == "" {
		name = "index.html"
	}
	text, err := fs.ReadFile(pageFiles, path.Join("ui", path.Clean("/"+name)))
	if err != nil {
		notFound(w, r)
		return
	}
	for header, value := range pageHeader {
		w.Header().Set(header, value)
	}
	w.Header().Set("Content-Type", pageTypes[path.Ext(name)])
	_, _ = w.Write(text) // write errors are ignored: the client has gone
}

// pageTypes are the media types of the page's files: those of the system could be others.
var pageTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

// pageOf returns the path of the page of a session. A request by another name of the session than its path needs none.
func pageOf(s Session, r *http.Request) string {
	if sent, err := url.ParseRequestURI(r.RequestURI); err == nil && strings.HasPrefix(sent.Path+"/", "/s/"+s.ID()+"/") {
		return "/s/" + s.ID() + pagePath + "/"
	}
	return pagePath + "/"
}
