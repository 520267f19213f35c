package otc

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// gateway is the error table of the API gateway. It is read only.
var gateway = wire.NewTable(gatewayRows())

// Settings returns the gateway's points of fidelity.
func Settings() []job.Setting {
	return []job.Setting{wire.AuthSetting(), {
		Name: "gateway.wrong-method", Values: []string{"405", "404"}, Documented: "405", Observed: "404",
		What:   "HTTP status of the gateway's response to a method that a path does not have",
		Source: "sdrs_05_0101 lists 405; a captured response to a wrong method is 404 APIGW.0101 (terraform-provider-opentelekomcloud issue 2507)",
		Grade:  job.Observed,
	}}
}

// Errors returns the gateway's error table.
func Errors() []job.ErrorRow { return gatewayRows() }

// Error returns the gateway's error with this code; words fill the gaps of its message.
func Error(code string, words ...any) *wire.APIError { return gateway.Error(code, words...) }

// Guard puts the gateway in front of a router: its responses to unknown paths and methods, and a credential check
// before each route. foreign writes the service's response to a project that is not the caller's, as Foreign makes it;
// the default is EVS's.
func Guard(r *mux.Router, foreign ...func(http.ResponseWriter, *wire.Call)) {
	Publish(r)
	r.Use(gate(append(foreign, defaultForeign)[0]))
}

// Publish sets the gateway's responses to unknown paths and methods, without a credential check.
func Publish(r *mux.Router) {
	r.NotFoundHandler = http.HandlerFunc(notFound)
	r.MethodNotAllowedHandler = http.HandlerFunc(wrongMethod)
}

func notFound(w http.ResponseWriter, _ *http.Request) {
	refuse(w, wire.CallOf(w), Error("APIGW.0101"))
}

func wrongMethod(w http.ResponseWriter, _ *http.Request) {
	c := wire.CallOf(w)
	err := Error("APIGW.0101")
	if c.Setting("gateway.wrong-method") == "405" {
		err.Row.HTTP = http.StatusMethodNotAllowed
	}
	refuse(w, c, err)
}

// gatewayBody is the gateway's error body.
type gatewayBody struct {
	Message string `json:"error_msg"`
	Code    string `json:"error_code"`
	Request string `json:"request_id"`
}

func refuse(w http.ResponseWriter, c *wire.Call, r *wire.APIError) {
	c.ErrorSent(r.Row.Code)
	wire.JSON(w, r.Row.HTTP, gatewayBody{r.Message, r.Row.Code, c.ID})
}
