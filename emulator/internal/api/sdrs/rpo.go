package sdrs

import (
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// rpoRecord counts the resources that exceeded their RPO at an instant (Huawei Cloud's sdrs_05_1001).
type rpoRecord struct {
	ID      string `json:"id"`
	Point   string `json:"point_time"`
	Number  int    `json:"resource_num"`
	Type    string `json:"resource_type"`
	Created string `json:"created_at"`
	Updated string `json:"updated_at"`
}

// rpoRecords is a page of such records.
type rpoRecords struct {
	Count   int         `json:"count"`
	Records []rpoRecord `json:"resource_rpo_statistics"`
}

// rpoTime is the layout of start_time and end_time.
const rpoTime = "2006-01-02 15:04:05.000"

// listRPO handles GET …/resource/rpo-statistics. Data are not replicated, so no pair ever exceeds its RPO and there is no
// record; the rule of a scenario can add some. limit may be 0 here.
func listRPO() http.Handler {
	decode := func(c *wire.Call) (otc.None, error) {
		args := c.URL.Query()
		number := func(name string, most int) bool {
			n, err := strconv.Atoi(args.Get(name))
			return args.Get(name) == "" || err == nil && n >= 0 && n <= most
		}
		instant := func(name string) bool {
			_, err := time.Parse(rpoTime, args.Get(name))
			return args.Get(name) == "" || err == nil
		}
		kind := args.Get("resource_type")
		return otc.None{}, firstError(
			check(number("limit", maxPage), "SDRS.0221"), check(number("offset", 1<<31-1), "SDRS.0222"),
			unsaid(instant("start_time") && instant("end_time"), "start_time or end_time is no time"),
			unsaid(kind == "" || kind == "replication", `resource_type is not "replication"`))
	}
	return otc.Op("listRpoStatistics", http.StatusOK, fail, decode, func(*wire.Call, *world.Tx, otc.None) (rpoRecords, error) {
		return rpoRecords{Records: []rpoRecord{}}, nil
	})
}
