package drs

import (
	"net/http"
	"strconv"
	"time"
)

// recovery is the item of a task in the response of batch-rpo-and-rto.
type recovery struct {
	ID      string         `json:"job_id"`
	RPO     *recoveryPoint `json:"rpo_info,omitempty"`
	RTO     *recoveryPoint `json:"rto_info,omitempty"`
	Code    string         `json:"error_code,omitempty"`
	Message string         `json:"error_msg,omitempty"`
}

// recoveryPoint is the position up to which the destination has the data of the source.
type recoveryPoint struct {
	Delay      string `json:"delay"`
	Time       string `json:"time"`
	GTIDs      string `json:"gtid_set"`
	CheckPoint string `json:"check_point"`
}

// batchRPOAndRTO returns the recovery points of tasks (drs_03_0115). It does not count as a poll.
func batchRPOAndRTO() http.Handler {
	return perTask("batch-rpo-and-rto", http.StatusAccepted,
		func(v *taskContext) (recovery, error) {
			lag := v.lag()
			at := v.snap.Now.Add(-time.Duration(lag) * time.Second)
			point := &recoveryPoint{strconv.Itoa(lag), wallTime(at), "NA", "mysql-bin.000514:197"}
			return recovery{ID: v.snap.ID, RPO: point, RTO: point}, nil
		},
		func(id, code, message string) recovery { return recovery{ID: id, Code: code, Message: message} })
}
