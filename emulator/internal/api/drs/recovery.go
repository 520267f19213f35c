package drs

import (
	"net/http"
	"strconv"
	"time"
)

// recovery is what batch-rpo-and-rto tells about a task.
type recovery struct {
	ID      string         `json:"job_id"`
	RPO     *recoveryPoint `json:"rpo_info,omitempty"`
	RTO     *recoveryPoint `json:"rto_info,omitempty"`
	Code    string         `json:"error_code,omitempty"`
	Message string         `json:"error_msg,omitempty"`
}

// recoveryPoint is up to where the destination has what the source had.
type recoveryPoint struct {
	Delay      string `json:"delay"`
	Time       string `json:"time"`
	GTIDs      string `json:"gtid_set"`
	CheckPoint string `json:"check_point"`
}

// batchRPOAndRTO tells how much a disaster would cost (drs_03_0115). It is no poll.
func batchRPOAndRTO() http.Handler {
	return each("batch-rpo-and-rto", http.StatusAccepted,
		func(v *taskContext) (recovery, error) {
			lag := v.lag()
			at := v.snap.Now.Add(-time.Duration(lag) * time.Second)
			point := &recoveryPoint{strconv.Itoa(lag), wallTime(at), "NA", "mysql-bin.000514:197"}
			return recovery{ID: v.snap.ID, RPO: point, RTO: point}, nil
		},
		func(id, code, message string) recovery { return recovery{ID: id, Code: code, Message: message} })
}
