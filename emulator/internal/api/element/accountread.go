package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

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
			if propsOf[account](t).username == p.username {
				a.Account = accountDoc(tx, t)
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
		t, err := accountByID(tx, p.id)
		if err == nil {
			a.Account = accountDoc(tx, t)
		}
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
			if propsOf[account](t).id >= p.first && !pageFull(len(a.Accounts), p.limit) {
				a.Accounts = append(a.Accounts, accountDoc(tx, t))
			}
		}
		return nil
	})
}

// pageFull reports whether a list has as many rows as its limit allows. A limit of 0 means no limit.
func pageFull(rows int, limit int64) bool { return limit > 0 && int64(rows) >= limit }
