package admin

import "time"

// Session is the document of a session: what it is and how a client reaches it.
type Session struct {
	ID        string   `json:"id"`
	ProjectID string   `json:"project_id"` // requests that name this project are for the session
	Seed      uint64   `json:"seed"`
	Profile   string   `json:"profile"`   // "documented" or "observed"
	Scenarios []string `json:"scenarios"` // names of those that it loaded
	Clock     Clock    `json:"clock"`
	// Owner is the URL of the replica that serves it; empty for a server without replicas.
	Owner string `json:"owner,omitempty"`
	// Expires is when it ends if no request comes, in real time.
	Expires time.Time `json:"expires"`
	// URLs has "base", "admin", one for each API by its name, and "listen" and "tls_listen" for listeners of its own.
	URLs        map[string]string `json:"urls"`
	Credentials Credentials       `json:"credentials"`
	// Env are the environment variables by which clients and jobsim ctl reach the session.
	Env map[string]string `json:"env"`
}

// SessionList is the document of GET /__admin/sessions, oldest first.
type SessionList struct {
	Sessions []Session `json:"sessions"`
}

// Credentials are accepted by a session, also with "auth: strict".
type Credentials struct {
	User        string `json:"user"`
	Password    string `json:"password"`
	Domain      string `json:"domain"`
	ProjectID   string `json:"project_id"`
	Region      string `json:"region"`
	AccessKey   string `json:"access_key"`
	SecretKey   string `json:"secret_key"`
	ElementUser string `json:"element_user"` // selects the session for Element's clients; with the password above
}

// CreateSession is the body of POST /__admin/sessions. The zero CreateSession creates a session like the server's own.
type CreateSession struct {
	// ID is a letter, then letters, digits and "-", in lower case, at most 32; empty makes one.
	ID string `json:"id,omitempty"`
	// Scenario is the name of a scenario or its text; empty loads what the server loaded.
	Scenario string `json:"scenario,omitempty"`
	// Snapshot is the text of a snapshot, in place of a scenario.
	Snapshot string  `json:"snapshot,omitempty"`
	Seed     *uint64 `json:"seed,omitempty"`
	// Clock is a mode as in Clock; empty takes the server's.
	Clock string `json:"clock,omitempty"`
	// Now is when its clock begins, within years 1970 to 9998; nil begins at the present instant.
	Now      *time.Time        `json:"now,omitempty"`
	Profile  string            `json:"profile,omitempty"` // "documented" or "observed"
	Settings map[string]string `json:"settings,omitempty"`
	// TTL is how long the session lives without a request, in real time; nil means an hour.
	TTL *Duration `json:"ttl,omitempty"`
	// Listen and TLSListen are addresses at which this session alone is served, by HTTP and HTTPS; empty opens none.
	Listen    string `json:"listen,omitempty"`
	TLSListen string `json:"tls_listen,omitempty"`
}

// ForkSession is the body of POST /__admin/fork and POST /__admin/sessions/{id}/fork. Its fields are those of CreateSession,
// but a nil TTL takes that of the session that is forked.
type ForkSession struct {
	ID        string    `json:"id,omitempty"`
	TTL       *Duration `json:"ttl,omitempty"`
	Listen    string    `json:"listen,omitempty"`
	TLSListen string    `json:"tls_listen,omitempty"`
}
