package otc

import (
	"net/http"
	"sync"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Later defers the mounting of further routes until the first request that r itself has no route for. Compiling the
// patterns of some sixty routes takes longer than the rest of an emulator's start, and most of its clients only poll.
// mount puts the gateway in front of the router that it is given.
func Later(r *mux.Router, mount func(*mux.Router)) {
	router := sync.OnceValue(func() *mux.Router {
		r := mux.NewRouter().SkipClean(true).UseEncodedPath()
		mount(r)
		return r
	})
	r.NotFoundHandler = lazyRouter(router)
}

// lazyRouter is a router that is made when it is used first.
type lazyRouter func() *mux.Router

// Router returns the router itself.
func (n lazyRouter) Router() *mux.Router { return n() }

// ServeHTTP routes the request.
func (n lazyRouter) ServeHTTP(w http.ResponseWriter, _ *http.Request) { wire.Route(n(), w) }
