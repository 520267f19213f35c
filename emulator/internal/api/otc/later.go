package otc

import (
	"net/http"
	"sync"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Later mounts further routes when the first request comes that r itself has no route for. Compiling the patterns of some
// sixty routes takes longer than everything else that an emulator does to start, and most of its clients only poll. mount
// puts the gateway before the router that it is given.
func Later(r *mux.Router, mount func(*mux.Router)) {
	further := sync.OnceValue(func() *mux.Router {
		router := mux.NewRouter().SkipClean(true).UseEncodedPath()
		mount(router)
		return router
	})
	r.NotFoundHandler = next(further)
}

// next is the router that is asked when another one has no route.
type next func() *mux.Router

// Router is the router itself.
func (n next) Router() *mux.Router { return n() }

// ServeHTTP answers by it.
func (n next) ServeHTTP(w http.ResponseWriter, _ *http.Request) { wire.Route(n(), w) }
