package element

import (
	"strings"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// firstAccount owns the volumes that exist because a call named them.
const firstAccount = 1

// The statuses of an account (ND account).
const (
	accountActive = "active"
	accountLocked = "locked"
)

// account is the state of an account besides its status.
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

// accounts returns all accounts, sorted by id. It creates those that own volumes of a scenario and, unless
// element.volumes is strict, the first one.
func accounts(tx *world.Tx) []world.Resource {
	if tx.Setting(volumesSetting) == "lenient" {
		ensureAccount(tx, firstAccount, clusterName)
	}
	for _, t := range tx.Resources(name, "volume") {
		id := volumeOf(t).accountID
		ensureAccount(tx, id, "account-"+formatID(id))
	}
	return madeByID(tx, "account")
}

// ensureAccount creates an account that never existed.
func ensureAccount(tx *world.Tx, id int64, username string) {
	if t, _ := tx.Resource(accountName(id)); t.Name == (world.Name{}) {
		tx.Reserve(counter("account"), uint64(id))
		putAccount(tx, account{id: id, username: username, chap: true})
	}
}

// newAccount creates an account under the next id.
func newAccount(tx *world.Tx, a account) world.Resource {
	a.id = int64(tx.Next(counter("account")))
	return putAccount(tx, a)
}

// putAccount creates an account. Missing secrets are generated with 12 characters; 12 to 16 are allowed (ND addaccount).
func putAccount(tx *world.Tx, a account) world.Resource {
	for _, secret := range []*string{&a.initiatorSecret, &a.targetSecret} {
		if *secret == "" {
			*secret = strings.ReplaceAll(tx.UUID(counter("secret")).String(), "-", "")[:12]
		}
	}
	return tx.Put(accountName(a.id), "", accountActive, a)
}

// accountByID returns the account of an id. It returns xAccountIDDoesNotExist if there is none.
func accountByID(tx *world.Tx, id int64) (world.Resource, error) {
	t, ok := tx.Resource(accountName(id))
	if t.Name == (world.Name{}) {
		accounts(tx) // it may own a volume of a scenario
		t, ok = tx.Resource(accountName(id))
	}
	if !ok {
		return t, apiError("xAccountIDDoesNotExist", formatID(id))
	}
	return t, nil
}

// checkAccount returns an error if an account cannot have these properties (ND addaccount, modifyaccount; the texts are
// [inferred]). before is the id of the account that has them already; 0: it is new.
func checkAccount(tx *world.Tx, a account, before int64) error {
	if n := utf8.RuneCountInString(a.username); n < 1 || n > 64 {
		return apiErrorWithMessage("xInvalidParameter", "The username must be 1 to 64 characters in length.")
	}
	for _, secret := range []string{a.initiatorSecret, a.targetSecret} {
		if n := len(secret); secret != "" && (n < 12 || n > 16) {
			return apiErrorWithMessage("xInvalidParameter", "A CHAP secret must be 12 to 16 characters in length.")
		}
	}
	if a.initiatorSecret != "" && a.initiatorSecret == a.targetSecret {
		return apiErrorWithMessage("xInvalidParameter", "The initiator and target secrets must be different.")
	}
	for _, t := range accounts(tx) {
		if other := propsOf[account](t); other.username == a.username && other.id != before {
			return apiError("xDuplicateUsername")
		}
	}
	return nil
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
func accountDoc(tx *world.Tx, t world.Resource) Account {
	a := propsOf[account](t)
	d := Account{
		ID: a.id, Attributes: objectOrEmpty(a.attributes), EnableCHAP: a.chap, InitiatorSecret: a.initiatorSecret,
		Status: t.Status, Container: noUUID, TargetSecret: a.targetSecret,
		Username: a.username, Volumes: []int64{},
	}
	for _, t := range listedVolumes(tx) {
		if v := volumeOf(t); v.accountID == a.id {
			d.Volumes = append(d.Volumes, v.id)
		}
	}
	return d
}
