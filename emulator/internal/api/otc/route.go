package otc

import (
	"maps"
	"net/http"
	"slices"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// ByVar returns a handler that serves a request by the one of the value of a path variable, or by the default one.
func ByVar(variable string, byDefault http.Handler, by map[string]http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, ok := by[Var(wire.CallOf(w), variable)]
		if !ok {
			h = byDefault
		}
		h.ServeHTTP(w, r)
	})
}

// ByMember returns a handler that serves a request by the one of a member of its body, or by the default one if the body
// has none of them or cannot be read.
func ByMember(by map[string]http.Handler, byDefault http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all, _ := Members(wire.CallOf(w)) // the default handler writes the error
		h := byDefault
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if found, ok := by[name]; ok {
				h = found
				break
			}
		}
		h.ServeHTTP(w, r)
	})
}

// Unserved adds a path that a vendor's reference has and jobsim does not serve, so that no route with a variable in its
// place takes it: the gateway's 404 with a hint. what says what is missing.
func Unserved(r *mux.Router, path, what string) {
	r.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Jobsim-Hint", "jobsim does not serve "+r.Method+" "+r.URL.EscapedPath()+": "+what)
		refuse(w, wire.CallOf(w), Error("APIGW.0101"))
	})
}
