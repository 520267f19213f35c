package element

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

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
		if err := checkAccount(tx, p.account, 0); err != nil {
			return err
		}
		added := newAccount(tx, p.account)
		*a = AddedAccount{accountDoc(tx, added), propsOf[account](added).id}
		return nil
	})
}

// ModifyAccountParams are the parameters of ModifyAccount. What is absent stays as it is.
type ModifyAccountParams struct {
	account
	status string
	chap   *bool
}

func (p *ModifyAccountParams) read(in *params) {
	p.id = in.requireInteger("accountID")
	p.username = in.text("username")
	p.status = in.enum("status", accountActive, accountLocked)
	p.initiatorSecret = in.text("initiatorSecret")
	p.targetSecret = in.text("targetSecret")
	p.attributes = in.object("attributes")
	p.chap = in.optionalBoolean("enableChap")
}

// ModifyAccount changes an account, at once (ND modifyaccount).
func (service) ModifyAccount(r *http.Request, p *ModifyAccountParams, a *FoundAccount) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := accountByID(tx, p.id)
		if err != nil {
			return err
		}
		changed := p.applyTo(propsOf[account](t))
		if err := checkAccount(tx, changed, p.id); err != nil {
			return err
		}
		tx.Change(t.Name, p.status, changed)
		t, _ = tx.Resource(t.Name)
		a.Account = accountDoc(tx, t)
		return nil
	})
}

// applyTo returns the account with the changes.
func (p *ModifyAccountParams) applyTo(a account) account {
	a.username = cmp.Or(p.username, a.username)
	a.initiatorSecret = cmp.Or(p.initiatorSecret, a.initiatorSecret)
	a.targetSecret = cmp.Or(p.targetSecret, a.targetSecret)
	if p.attributes != nil {
		a.attributes = p.attributes
	}
	if p.chap != nil {
		a.chap = *p.chap
	}
	return a
}

// RemoveAccountParams are the parameters of RemoveAccount.
type RemoveAccountParams struct{ id int64 }

func (p *RemoveAccountParams) read(in *params) { p.id = in.requireInteger("accountID") }

// RemoveAccount removes an account without volumes, at once: a deleted volume must be purged first (ND removeaccount). The name
// and the text of the error are [inferred].
func (service) RemoveAccount(r *http.Request, p *RemoveAccountParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := accountByID(tx, p.id)
		if err != nil {
			return err
		}
		for _, v := range tx.Resources(name, "volume") {
			if volumeOf(v).accountID == p.id && exists(tx, v) {
				return apiErrorWithMessage("xInvalidParameter", "Account "+formatID(p.id)+" still has volumes.")
			}
		}
		tx.Delete(t.Name)
		return nil
	})
}
