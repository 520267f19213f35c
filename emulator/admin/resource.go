package admin

import (
	"context"
	"net/url"
	"time"
)

// ResourceList is the document of GET /__admin/resources: by API and kind, oldest first.
type ResourceList struct {
	Resources []Resource `json:"resources"`
	Total     int        `json:"total"` // the number of resources that the filter matches, also beyond the limit
}

// Resource is what jobs act on, such as a disk, at one instant.
type Resource struct {
	API       string     `json:"api"`
	Kind      string     `json:"kind"` // such as "volume"
	ID        string     `json:"id"`
	ProjectID string     `json:"project_id,omitempty"`
	Status    string     `json:"status,omitempty"` // the API's own word; empty for a kind without statuses
	Made      bool       `json:"made"`             // false while the job that creates it runs, and after it failed
	Job       string     `json:"job,omitempty"`    // the job that holds it now, such as "evs/j1"
	Created   time.Time  `json:"created"`
	Updated   time.Time  `json:"updated"`        // when its status or a property changed last
	Next      *time.Time `json:"next,omitempty"` // when time alone changes a job that acts on it
}

// Resources returns the resources of an API and of a kind; an empty word selects all.
func (c *Client) Resources(ctx context.Context, api, kind string) (ResourceList, error) {
	q := url.Values{}
	for name, value := range map[string]string{"api": api, "kind": kind} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return get[ResourceList](ctx, c, "/resources", q)
}
