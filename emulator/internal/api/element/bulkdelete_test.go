package element_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Volumes are deleted and purged by id, by account and by access group (ND deletevolumes, purgedeletedvolumes).
func TestDeleteVolumes(t *testing.T) {
	t.Parallel()
	b := volumes(t, 4)
	call(t, b, "AddAccount", `{"username":"other"}`)
	call(t, b, "ModifyVolume", `{"volumeID":3,"accountID":2}`)
	call(t, b, "CreateVolumeAccessGroup", `{"name":"g","volumes":[4]}`)
	_, key := start(t, b, `{"volumeID":1,"format":"native"}`)
	d := call(t, b, "DeleteVolumes", `{"volumeIDs":[1]}`)
	require.Equal(t, `[100,[[1,"deleted","2026-01-02T12:00:00Z","2026-01-02T20:00:00Z"]]]`,
		d.Get("[curve.4096,volumes.#.[volumeID,status,deleteTime,purgeTime]]").Raw)
	require.False(t, jobOf(t, b, key).Exists())
	require.Equal(t, `[3]`, call(t, b, "DeleteVolumes", `{"accountIDs":[2]}`).Get("volumes.#.volumeID").Raw)
	require.Equal(t, `[4]`, call(t, b, "DeleteVolumes", `{"volumeAccessGroupIDs":[1]}`).Get("volumes.#.volumeID").Raw)
	require.Equal(t, `[1,3,4]`, listed(t, b, "ListDeletedVolumes", `{}`))
	for _, c := range []struct{ method, params, want string }{
		{"DeleteVolumes", `{"volumeIDs":[2,1]}`, "xVolumeIDDoesNotExist: VolumeID 1 does not exist."},
		{"PurgeDeletedVolumes", `{"volumeIDs":[1,2]}`, "xVolumeIDDoesNotExist: VolumeID 2 does not exist."},
		{"PurgeDeletedVolumes", `{}`, "xInvalidParameter: No volume ID, account ID, or volume access group ID list specified"},
		{"PurgeDeletedVolumes", `{"volumeIDs":[1],"accountIDs":[2]}`, "xInvalidParameter: Only one of volumeIDs, accountIDs and volumeAccessGroupIDs can be specified"},
		{"DeleteVolumes", `{"accountIDs":[9]}`, "xAccountIDDoesNotExist: Illegal AccountID 9"},
		{"DeleteVolumes", `{"volumeAccessGroupIDs":[9]}`, "xVolumeAccessGroupIDDoesNotExist: VolumeAccessGroupID 9 does not exist."},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
	require.Equal(t, `{}`, call(t, b, "PurgeDeletedVolumes", `{"volumeAccessGroupIDs":[1]}`).Raw)
	require.Equal(t, `{}`, call(t, b, "PurgeDeletedVolumes", `{"accountIDs":[1,2]}`).Raw)
	require.Equal(t, `[2]`, listed(t, b, "ListVolumes", `{}`))
}
