package otc

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// gateway is the table of the API gateway. It is read only.
var gateway = wire.NewTable(gatewayRows())

// Settings are the gateway's points of fidelity.
func Settings() []job.Setting {
	return []job.Setting{wire.AuthSetting(), {
		Name: "gateway.wrong-method", Values: []string{"405", "404"}, Documented: "405", Observed: "404",
		What:   "HTTP status of the gateway's answer to a method that a path does not have",
		Source: "sdrs_05_0101 lists 405; a captured answer to a wrong method is 404 APIGW.0101 (terraform-provider-opentelekomcloud issue 2507)",
		Grade:  job.Observed,
	}}
}

// Errors is the gateway's error table.
func Errors() []job.ErrorRow { return gatewayRows() }

// Error is the gateway's refusal with the code's message.
func Error(code string, words ...any) *wire.APIError { return gateway.Error(code, words...) }

// Guard puts the gateway before a router: its answers to unknown paths and methods, and the gate before each route.
// foreign is the service's answer to a project that is not the caller's, as Foreign makes it; without one it is EVS's.
func Guard(r *mux.Router, foreign ...func(http.ResponseWriter, *wire.Call)) {
	Publish(r)
	r.Use(gate(append(foreign, defaultForeign)[0]))
}

// Publish gives a router the gateway's answers to unknown paths and methods, without a gate.
func Publish(r *mux.Router) {
	r.NotFoundHandler = http.HandlerFunc(unpublished)
	r.MethodNotAllowedHandler = http.HandlerFunc(wrongMethod)
}

func unpublished(w http.ResponseWriter, _ *http.Request) {
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

// gatewayBody is the gateway's envelope.
type gatewayBody struct {
	Message string `json:"error_msg"`
	Code    string `json:"error_code"`
	Request string `json:"request_id"`
}

func refuse(w http.ResponseWriter, c *wire.Call, r *wire.APIError) {
	wire.JSON(w, r.Row.HTTP, gatewayBody{r.Message, r.Row.Code, c.ID})
}
