package control

import (
	_ "embed"
	"net/http"
)

//go:embed openapi.yaml
var openapi []byte

func openapiFile(v *request) { v.send("application/yaml", openapi) }

func schemaFile(v *request) {
	if v.opts.Schema == nil {
		fail(v.w, &Error{Status: http.StatusNotFound, Code: "no_schema", Message: "this server has no schema of scenario files"})
		return
	}
	text, err := v.opts.Schema()
	if err != nil {
		fail(v.w, err)
		return
	}
	v.send("application/schema+json", text)
}

func caFile(v *request) {
	if v.opts.CA == nil {
		fail(v.w, &Error{
			Status: http.StatusNotFound, Code: "no_ca", Message: "this server has no certificate authority of its own",
			Hint: "it serves HTTPS only with --tls-listen",
		})
		return
	}
	v.send("application/x-pem-file", v.opts.CA)
}
