package iam

import (
	"net/http"

	"github.com/gorilla/mux"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

const name = otc.TokenAPI

// API returns Identity and Access Management.
func API() wire.API {
	return wire.API{
		Name: name, Title: "IAM, Identity and Access Management",
		Vocabulary: vocabulary(),
		Choices:    choices(),
		Roots:      []string{"/v3", "/v3/auth", "/v3/projects", "/v3/users"},
		Mount:      mount,
		Poll: func(id string) wire.SampleCall {
			return wire.SampleCall{Method: http.MethodGet, Path: "/iam" + tokensPath, Header: wire.Header{Name: "X-Auth-Token", Value: id}}
		},
		Status: tokenStatus,
		Sample: wire.SampleCall{
			Method: http.MethodPost, Path: "/iam" + tokensPath, Header: otc.SampleToken(),
			Body: `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"p","domain":{"name":"d"}}}},"scope":{"project":{"name":"eu-de"}}}}`,
		},
		WriteError: fail,
		Reject:     otc.Reject,
		Full:       otc.Full(),
		ErrorWords: errorWords,
		Tokens:     true,
	}
}

const tokensPath = "/v3/auth/tokens"

// mount adds the routes. They have no gateway check in front: the versions and the call that issues tokens need no
// credential, and the other handlers read it themselves.
func mount(r *mux.Router) {
	otc.Publish(r)
	r.Handle(tokensPath, createToken()).Methods(http.MethodPost)
	r.Handle(tokensPath, showToken()).Methods(http.MethodGet)
	r.Handle(tokensPath, checkToken()).Methods(http.MethodHead)
	r.Handle(tokensPath, deleteToken()).Methods(http.MethodDelete)
	r.Handle("/v3/auth/catalog", showCatalog()).Methods(http.MethodGet)
	r.Handle("/v3/projects", listProjects("listProjects")).Methods(http.MethodGet)
	r.Handle("/v3/auth/projects", listProjects("listAuthProjects")).Methods(http.MethodGet)
	r.Handle("/v3/auth/domains", listDomains()).Methods(http.MethodGet)
	r.Handle("/v3/users", listUsers()).Methods(http.MethodGet)
	r.Handle("/", listVersions()).Methods(http.MethodGet)
	r.Handle("/v3", showVersion()).Methods(http.MethodGet)
	r.Handle("/v3/", showVersion()).Methods(http.MethodGet)
}

// tokenStatus returns the status that the response to a look at a token shows: an expired or revoked one is an error.
func tokenStatus(body []byte) string {
	if gjson.GetBytes(body, "token").Exists() {
		return otc.Valid
	}
	return otc.Expired
}
