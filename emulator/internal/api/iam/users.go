package iam

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

type userEntry struct {
	Domain  string   `json:"domain_id"`
	Name    string   `json:"name"`
	ID      string   `json:"id"`
	Enabled bool     `json:"enabled"`
	Expires *string  `json:"password_expires_at"`
	Links   selfLink `json:"links"`
}

// listUsers handles GET /v3/users: the caller, or the user with the name. Another name than the caller's finds nothing under
// "auth: strict"; otherwise it finds a user with the ID that a sign-in by that name gets.
func listUsers() wire.Op[listQuery, listResult] {
	return wire.Op[listQuery, listResult]{
		Name: "listUsers", Decode: decodeList, Fail: fail,
		Do: func(c *wire.Call, q listQuery) (f listResult, err error) {
			err = c.Do(func(tx *world.Tx) error {
				caller, err := q.caller.Caller(tx, c.Strict())
				if err != nil {
					return err
				}
				f.domain = caller.Domain
				switch {
				case q.name == "" || q.name == caller.User.Name:
					f.items = []otc.Named{caller.User}
				case !c.Strict():
					f.items = []otc.Named{resolve("user", "", q.name, known.User)}
				}
				return nil
			})
			return f, err
		},
		Encode: func(w http.ResponseWriter, c *wire.Call, f listResult) {
			entries := make([]userEntry, len(f.items))
			for i, u := range f.items {
				entries[i] = userEntry{
					Domain: f.domain.ID, Name: u.Name, ID: u.ID, Enabled: true,
					Links: selfLink{c.Origin() + "/iam/v3/users/" + u.ID},
				}
			}
			wire.JSON(w, http.StatusOK, struct {
				Links links       `json:"links"`
				Users []userEntry `json:"users"`
			}{newLinks(c), entries})
		},
	}
}
