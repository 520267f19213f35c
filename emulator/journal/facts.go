package journal

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Facts are what an entry has for the judgement of the client, besides what was asked and what was sent.
type Facts struct {
	Arrived    time.Time     // when the request arrived, by real time, which is the client's
	Youngest   uint64        // the number of the youngest request when the response ended: those between came while it was in flight
	ConnUse    uint64        // which request of its connection this is, from 1; 0 if that is not known
	Credential uint64        // equal for equal tokens or access keys within the process; 0 if there was none
	Denied     bool          // the credentials were refused
	SignedIn   bool          // it obtained a token
	Error      string        // the code of the native error in the response, whatever its HTTP status; that of an item if the response is about several jobs
	Failed     []job.Ref     // jobs whose items in the response have an error, in a response that has none as a whole
	RetryAfter string        // the header of the response
	Started    []job.Ref     // the jobs that it started, without sub-jobs
	Moved      []job.Ref     // the jobs that went on because of it, or another way: a task that it started, paused or stopped
	Resources  []ResourceUse // what it did to resources, at most MaxResources
	Page       Page          // of a call whose response has pages
	Ignored    []string      // members of the body that the API does not read, such as "pageReq" and "volume.sise"
}

// MaxResources is the maximum number of resources in an entry.
const MaxResources = 16

// ResourceAct is what a request did to a resource.
type ResourceAct uint8

// The acts. Of several on one resource the entry has the last of them in this order.
const (
	Looked  ResourceAct = iota // looked it up
	Changed                    // changed it at once
	Worked                     // started a job that acts on it
	Made                       // made it, or started a job that makes it
	Removed                    // removed it, or started a job that removes it
)

// ResourceState is how a resource was when a request came to it.
type ResourceState uint8

// The states of a resource.
const (
	Missing    ResourceState = iota // there is none of this name, or not any more
	Making                          // the job that makes it runs
	MakeFailed                      // the job that was to make it has failed
	Busy                            // another job acts on it
	Ready
)

// ResourceUse is what a request did to one resource.
type ResourceUse struct {
	Name  job.ResourceName
	Act   ResourceAct
	State ResourceState // before the request
	Job   job.Ref       // the job that makes it or acts on it; the zero Ref if there is none
}

// Page is a part of a list, as a client requested it and got it.
type Page struct {
	Offset int // how many items are before it; -1 if a marker says where it begins
	Limit  int // how many items it may have; 0 if there is no limit
	Shown  int // how many it has
	Total  int // how many there are; -1 if that is not known
	More   bool
}
