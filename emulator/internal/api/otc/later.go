package otc

import (
	"net/http"
	"sync"

	"github.com/gorilla/mux"
)

// Later mounts further routes when the first request comes that r itself has no route for. Compiling the patterns of some
// sixty routes takes longer than everything else that an emulator does to start, and most of its clients only poll. mount
// puts the gateway before the router that it is given.
func Later(r *mux.Router, mount func(*mux.Router)) {
	further := sync.OnceValue(func() http.Handler {
		router := mux.NewRouter().SkipClean(true).UseEncodedPath()
		mount(router)
		return router
	})
	r.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		further().ServeHTTP(w, req)
	})
}
