package element

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// firstAccount owns the volumes that exist because a call named them.
const firstAccount = 1

// account is what the world keeps of an account.
type account struct {
	id              int64
	username        string
	initiatorSecret string
	targetSecret    string
	attributes      map[string]any
	chap            bool
}

func accountName(id int64) world.Name {
	return world.Name{API: name, Kind: "account", ID: formatID(id)}
}

func accountOf(t world.Resource) account {
	v, _ := t.Props.(account)
	return v
}

// accounts returns all accounts. Unless element.volumes is strict, a first one is created if there are none.
func accounts(tx *world.Tx) []world.Resource {
	all := tx.Resources(name, "account")
	if len(all) == 0 && tx.Setting(volumesSetting) == "lenient" {
		newAccount(tx, account{username: clusterName, chap: true})
		all = tx.Resources(name, "account")
	}
	return all
}

// newAccount creates an account under the next id. Missing secrets are generated with 12 characters; 12 to 16 are
// allowed (ND addaccount).
func newAccount(tx *world.Tx, a account) account {
	a.id = int64(tx.Next(counter("account")))
	for _, secret := range []*string{&a.initiatorSecret, &a.targetSecret} {
		if *secret == "" {
			*secret = strings.ReplaceAll(tx.UUID(counter("secret")).String(), "-", "")[:12]
		}
	}
	tx.Put(accountName(a.id), "", "active", a)
	return a
}

// accountByID returns the account of an id. It returns xAccountIDDoesNotExist if there is none.
func accountByID(tx *world.Tx, id int64) (account, error) {
	for _, t := range accounts(tx) {
		if a := accountOf(t); a.id == id {
			return a, nil
		}
	}
	return account{}, apiError("xAccountIDDoesNotExist", formatID(id))
}

// Account is the account object of ND account.
type Account struct {
	ID              int64          `json:"accountID"`
	Attributes      map[string]any `json:"attributes"`
	EnableCHAP      bool           `json:"enableChap"`
	InitiatorSecret string         `json:"initiatorSecret"`
	Status          string         `json:"status"`
	Container       string         `json:"storageContainerID"`
	TargetSecret    string         `json:"targetSecret"`
	Username        string         `json:"username"`
	Volumes         []int64        `json:"volumes"`
}

// accountDoc returns the account object, with the ids of its volumes.
func accountDoc(tx *world.Tx, a account) Account {
	d := Account{
		ID: a.id, Attributes: objectOrEmpty(a.attributes), EnableCHAP: a.chap, InitiatorSecret: a.initiatorSecret,
		Status: "active", Container: "00000000-0000-0000-0000-000000000000", TargetSecret: a.targetSecret,
		Username: a.username, Volumes: []int64{},
	}
	for _, t := range listedVolumes(tx) {
		if v := volumeOf(t); v.accountID == a.id {
			d.Volumes = append(d.Volumes, v.id)
		}
	}
	return d
}

// AddAccountParams are the parameters of AddAccount.
type AddAccountParams struct{ account }

func (p *AddAccountParams) read(in *params) {
	p.username = in.requireText("username")
	p.initiatorSecret = in.text("initiatorSecret")
	p.targetSecret = in.text("targetSecret")
	p.attributes = in.object("attributes")
	p.chap = in.boolean("enableChap", true)
}

// AddedAccount is the result of AddAccount.
type AddedAccount struct {
	Account Account `json:"account"`
	ID      int64   `json:"accountID"`
}

// AddAccount creates an account (ND addaccount).
func (service) AddAccount(r *http.Request, p *AddAccountParams, a *AddedAccount) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		if n := utf8.RuneCountInString(p.username); n < 1 || n > 64 {
			return apiErrorWithMessage("xInvalidParameter", "The username must be 1 to 64 characters in length.")
		}
		for _, t := range accounts(tx) {
			if accountOf(t).username == p.username {
				return apiError("xDuplicateUsername")
			}
		}
		added := newAccount(tx, p.account)
		*a = AddedAccount{accountDoc(tx, added), added.id}
		return nil
	})
}

// FoundAccount is the result of GetAccountByName and GetAccountByID.
type FoundAccount struct {
	Account Account `json:"account"`
}

// GetAccountByNameParams are the parameters of GetAccountByName.
type GetAccountByNameParams struct{ username string }

func (p *GetAccountByNameParams) read(in *params) { p.username = in.requireText("username") }

// GetAccountByName returns an account by its name (ND getaccountbyname). Clients create the account if this fails.
func (service) GetAccountByName(r *http.Request, p *GetAccountByNameParams, a *FoundAccount) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range accounts(tx) {
			if found := accountOf(t); found.username == p.username {
				a.Account = accountDoc(tx, found)
				return nil
			}
		}
		return apiError("xUnknownAccount")
	})
}

// GetAccountByIDParams are the parameters of GetAccountByID.
type GetAccountByIDParams struct{ id int64 }

func (p *GetAccountByIDParams) read(in *params) { p.id = in.requireInteger("accountID") }

// GetAccountByID returns an account (ND getaccountbyid).
func (service) GetAccountByID(r *http.Request, p *GetAccountByIDParams, a *FoundAccount) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		found, err := accountByID(tx, p.id)
		a.Account = accountDoc(tx, found)
		return err
	})
}

// ListAccountsParams are the parameters of ListAccounts.
type ListAccountsParams struct{ first, limit int64 }

func (p *ListAccountsParams) read(in *params) {
	p.first = in.integer("startAccountID")
	p.limit = in.integer("limit")
	in.boolean("includeStorageContainers", false)
}

// Accounts is the result of ListAccounts.
type Accounts struct {
	Accounts []Account `json:"accounts"`
}

// ListAccounts lists the accounts by id (ND listaccounts).
func (service) ListAccounts(r *http.Request, p *ListAccountsParams, a *Accounts) error {
	a.Accounts = []Account{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range accounts(tx) {
			if found := accountOf(t); found.id >= p.first && !pageFull(len(a.Accounts), p.limit) {
				a.Accounts = append(a.Accounts, accountDoc(tx, found))
			}
		}
		return nil
	})
}

// pageFull reports whether a list has as many rows as its limit allows. A limit of 0 means no limit.
func pageFull(rows int, limit int64) bool { return limit > 0 && int64(rows) >= limit }
