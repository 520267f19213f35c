package control

import (
	_ "embed"
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
)

//go:embed openapi.yaml
var openapi []byte

// write writes a 200 that is no JSON document.
func (r *request) write(contentType string, text []byte) {
	writeText(r.w, http.StatusOK, contentType, text)
}

func openapiFile(r *request) { r.write("application/yaml", openapi) }

func schemaFile(r *request) {
	if r.opts.Schema == nil {
		writeError(r.w, &admin.Error{Status: http.StatusNotFound, Code: "no_schema", Message: "this server has no schema of scenario files"})
		return
	}
	text, err := r.opts.Schema()
	if err != nil {
		writeError(r.w, err)
		return
	}
	r.write("application/schema+json", text)
}

func caFile(r *request) {
	if r.opts.CA == nil {
		writeError(r.w, &admin.Error{
			Status: http.StatusNotFound, Code: "no_ca", Message: "this server has no certificate authority of its own",
			Hint: "it serves no HTTPS, or with a certificate that it was given",
		})
		return
	}
	r.write("application/x-pem-file", r.opts.CA)
}
