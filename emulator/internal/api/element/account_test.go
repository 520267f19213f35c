package element_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// An account as ND addaccount, modifyaccount and removeaccount have it.
func TestAccounts(t *testing.T) {
	t.Parallel()
	b := volumes(t, 1)
	made := call(t, b, "AddAccount", `{"username":"csi","initiatorSecret":"123456789012","attributes":{"a":1}}`)
	require.Equal(t, `[2,"123456789012",true,"active"]`, made.Get("[accountID,account.initiatorSecret,account.enableChap,account.status]").Raw)
	require.Len(t, made.Get("account.targetSecret").Str, 12)
	changed := call(t, b, "ModifyAccount", `{"accountID":2,"status":"locked","attributes":{},"enableChap":false}`)
	require.Equal(t, `["csi","locked",{},false,"123456789012"]`,
		changed.Get("account.[username,status,attributes,enableChap,initiatorSecret]").Raw)
	call(t, b, "ModifyAccount", `{"accountID":2,"username":"csi"}`) // its own name is no duplicate
	require.Equal(t, `{}`, call(t, b, "RemoveAccount", `{"accountID":2}`).Raw)
	require.Equal(t, `[1]`, call(t, b, "ListAccounts", `{}`).Get("accounts.#.accountID").Raw)
	for _, c := range []struct{ method, params, want string }{
		{"RemoveAccount", `{"accountID":2}`, "xAccountIDDoesNotExist: Illegal AccountID 2"},
		{"RemoveAccount", `{"accountID":1}`, "xInvalidParameter: Account 1 still has volumes."},
		{"ModifyAccount", `{"accountID":1,"status":"open"}`, "xUnrecognizedEnumString: open"},
		{"ModifyAccount", `{"accountID":1,"username":"` + strings.Repeat("n", 65) + `"}`, "xInvalidParameter: The username must be 1 to 64 characters in length."},
		{"AddAccount", `{"username":"owner"}`, "xDuplicateUsername: xDuplicateUsername"},
		{"AddAccount", `{"username":"n","targetSecret":"short"}`, "xInvalidParameter: A CHAP secret must be 12 to 16 characters in length."},
		{"AddAccount", `{"username":"n","targetSecret":"123456789012","initiatorSecret":"123456789012"}`, "xInvalidParameter: The initiator and target secrets must be different."},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
	call(t, b, "DeleteVolume", `{"volumeID":1}`)
	callError(t, b, "RemoveAccount", `{"accountID":1}`) // it is not purged yet
	call(t, b, "PurgeDeletedVolume", `{"volumeID":1}`)
	call(t, b, "RemoveAccount", `{"accountID":1}`)
	require.Equal(t, `[]`, call(t, b, "ListAccounts", `{}`).Get("accounts").Raw)
}
