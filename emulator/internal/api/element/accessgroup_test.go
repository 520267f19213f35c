package element_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// The examples of ND createvolumeaccessgroup, modifyvolumeaccessgroup and deletevolumeaccessgroup.
func TestAccessGroups(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	require.Equal(t, `{"volumeAccessGroup":{"attributes":{},"deletedVolumes":[],"initiatorIDs":[1],`+
		`"initiators":["iqn.1993-08.org.debian: 01: a31b1d799d5c"],"name":"myaccessgroup","volumeAccessGroupID":1,"volumes":[1]},"volumeAccessGroupID":1}`,
		call(t, b, "CreateVolumeAccessGroup",
			`{"name":"myaccessgroup","initiators":["iqn.1993-08.org.debian: 01: a31b1d799d5c"],"volumes":[1],"attributes":{}}`).Raw)
	groupsOf := func(id string) string {
		return call(t, b, "ListVolumes", `{"volumeIDs":[`+id+`]}`).Get("volumes.0.volumeAccessGroups").Raw
	}
	require.Equal(t, `[1]`, groupsOf("1"))
	changed := call(t, b, "ModifyVolumeAccessGroup",
		`{"volumeAccessGroupID":1,"name":"accessgrouptest","initiators":["iqn.b","iqn.a"],"volumes":[2],"deleteOrphanInitiators":true}`)
	require.Equal(t, `["accessgrouptest",[2,3],["iqn.b","iqn.a"],[2]]`, changed.Get("volumeAccessGroup.[name,initiatorIDs,initiators,volumes]").Raw)
	require.Equal(t, `[2,3]`, call(t, b, "ListInitiators", `{}`).Get("initiators.#.initiatorID").Raw)
	require.Equal(t, `[]`+`[1]`, groupsOf("1")+groupsOf("2"))

	call(t, b, "DeleteVolume", `{"volumeID":2}`)
	group := func() gjson.Result { return call(t, b, "ListVolumeAccessGroups", `{}`).Get("volumeAccessGroups.0") }
	require.Equal(t, `[[],[2]]`, group().Get("[volumes,deletedVolumes]").Raw)
	call(t, b, "PurgeDeletedVolume", `{"volumeID":2}`)
	require.Equal(t, `[[],[]]`, group().Get("[volumes,deletedVolumes]").Raw)

	require.Equal(t, int64(2), call(t, b, "CreateVolumeAccessGroup", `{"name":"other"}`).Get("volumeAccessGroupID").Int())
	require.Equal(t, `[2]`, call(t, b, "ListVolumeAccessGroups", `{"startVolumeAccessGroupID":2,"limit":1}`).Get("volumeAccessGroups.#.volumeAccessGroupID").Raw)
	require.Equal(t, `[[1],[9]]`, call(t, b, "ListVolumeAccessGroups", `{"volumeAccessGroups":[1,9]}`).
		Get("[volumeAccessGroups.#.volumeAccessGroupID,volumeAccessGroupsNotFound]").Raw)
	require.Equal(t, `{}`, call(t, b, "DeleteVolumeAccessGroup", `{"force":true,"volumeAccessGroupID":1}`).Raw)
	require.Equal(t, `[2,3]`, call(t, b, "ListInitiators", `{}`).Get("initiators.#.initiatorID").Raw)
	require.Equal(t, "xVolumeAccessGroupIDDoesNotExist: VolumeAccessGroupID 1 does not exist.",
		callError(t, b, "DeleteVolumeAccessGroup", `{"volumeAccessGroupID":1}`))
}

// Volumes and initiators are added to a group and removed from it. Cinder's driver names the errors.
func TestAccessGroupMembers(t *testing.T) {
	t.Parallel()
	b := volumes(t, 3)
	call(t, b, "CreateVolumeAccessGroup", `{"name":"a"}`)
	call(t, b, "CreateVolumeAccessGroup", `{"name":"b","initiators":["iqn.other"]}`)
	require.Equal(t, `[1,3]`, call(t, b, "AddVolumesToVolumeAccessGroup", `{"volumeAccessGroupID":1,"volumes":[3,1]}`).Get("volumeAccessGroup.volumes").Raw)
	require.Equal(t, `[3]`, call(t, b, "RemoveVolumesFromVolumeAccessGroup", `{"volumeAccessGroupID":1,"volumes":[1]}`).Get("volumeAccessGroup.volumes").Raw)
	require.Equal(t, `["iqn.mine"]`, call(t, b, "AddInitiatorsToVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":["iqn.mine"]}`).
		Get("volumeAccessGroup.initiators").Raw)
	for _, c := range []struct{ method, params, want string }{
		{"AddVolumesToVolumeAccessGroup", `{"volumeAccessGroupID":1,"volumes":[2,3]}`, "xAlreadyInVolumeAccessGroup: xAlreadyInVolumeAccessGroup"},
		{"AddVolumesToVolumeAccessGroup", `{"volumeAccessGroupID":1,"volumes":[9]}`, "xVolumeIDDoesNotExist: VolumeID 9 does not exist."},
		{"AddVolumesToVolumeAccessGroup", `{"volumeAccessGroupID":9,"volumes":[2]}`, "xVolumeAccessGroupIDDoesNotExist: VolumeAccessGroupID 9 does not exist."},
		{"RemoveVolumesFromVolumeAccessGroup", `{"volumeAccessGroupID":1,"volumes":[2]}`, "xNotInVolumeAccessGroup: xNotInVolumeAccessGroup"},
		{"AddInitiatorsToVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":["iqn.new","iqn.mine"]}`, "xAlreadyInVolumeAccessGroup: xAlreadyInVolumeAccessGroup"},
		{"AddInitiatorsToVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":[1]}`, "xExceededLimit: Exceeded maximum number of VolumeAccessGroups per Initiator"},
		{"AddInitiatorsToVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":["9"]}`, "xInitiatorDoesNotExist: xInitiatorDoesNotExist"},
		{"AddInitiatorsToVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":[true]}`, "xInvalidParameterType: initiators: expected integer or string"},
		{"RemoveInitiatorsFromVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":["iqn.other"]}`, "xNotInVolumeAccessGroup: xNotInVolumeAccessGroup"},
		{"CreateVolumeAccessGroup", `{"name":""}`, "xInvalidParameter: The volume access group name must be 1 to 64 characters in length."},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
	require.Equal(t, `[1,2]`, call(t, b, "ListInitiators", `{}`).Get("initiators.#.initiatorID").Raw) // a refused call creates none
	call(t, b, "RemoveInitiatorsFromVolumeAccessGroup", `{"volumeAccessGroupID":1,"initiators":[2],"deleteOrphanInitiators":true}`)
	require.Equal(t, `[1]`, call(t, b, "ListInitiators", `{}`).Get("initiators.#.initiatorID").Raw)
	clone := call(t, b, "CloneVolume", `{"volumeID":3,"name":"copy"}`)
	require.Equal(t, `[]`, clone.Get("volume.volumeAccessGroups").Raw) // ND clonevolume: it does not inherit them
}

// The examples of ND createinitiators, modifyinitiators and deleteinitiators.
func TestInitiators(t *testing.T) {
	t.Parallel()
	b := volumes(t, 0)
	call(t, b, "CreateVolumeAccessGroup", `{"name":"a"}`)
	call(t, b, "CreateVolumeAccessGroup", `{"name":"b"}`)
	require.Equal(t, `{"initiators":[`+
		`{"alias":"example1","attributes":{},"initiatorID":1,"initiatorName":"iqn.1993-08.org.debian:01:288170452","volumeAccessGroups":[]},`+
		`{"alias":"","attributes":{},"initiatorID":2,"initiatorName":"iqn.1993-08.org.debian:01:297817012","volumeAccessGroups":[2]}]}`,
		call(t, b, "CreateInitiators", `{"initiators":[{"name":"iqn.1993-08.org.debian:01:288170452","alias":"example1"},`+
			`{"name":"iqn.1993-08.org.debian:01:297817012","volumeAccessGroupID":2}]}`).Raw)
	chap := call(t, b, "CreateInitiators", `{"initiators":[{"name":"iqn.c","requireChap":true,"targetSecret":"123456789012"}]}`).Get("initiators.0")
	require.Equal(t, `["iqn.c",true,"123456789012"]`, chap.Get("[chapUsername,requireChap,targetSecret]").Raw)
	require.Len(t, chap.Get("initiatorSecret").Str, 12)
	require.Equal(t, `[["alias1",[1]],["",[]]]`,
		call(t, b, "ModifyInitiators", `{"initiators":[{"initiatorID":1,"alias":"alias1","volumeAccessGroupID":1},{"initiatorID":2,"volumeAccessGroupID":null}]}`).
			Get("initiators.#.[alias,volumeAccessGroups]").Raw)
	call(t, b, "ModifyInitiators", `{"initiators":[{"initiatorID":1,"volumeAccessGroupID":2}]}`) // moves it
	require.Equal(t, `[[1,[]],[2,[1]]]`, call(t, b, "ListVolumeAccessGroups", `{}`).Get("volumeAccessGroups.#.[volumeAccessGroupID,initiatorIDs]").Raw)
	require.Equal(t, `[2,3]`, call(t, b, "ListInitiators", `{"startInitiatorID":2,"limit":5}`).Get("initiators.#.initiatorID").Raw)
	for _, c := range []struct{ method, params, want string }{
		{"CreateInitiators", `{"initiators":[{"name":"iqn.new"},{"name":"iqn.c"}]}`, "xInitiatorExists: xInitiatorExists"},
		{"CreateInitiators", `{"initiators":[{"name":"iqn.d","volumeAccessGroupID":7}]}`, "xVolumeAccessGroupIDDoesNotExist: VolumeAccessGroupID 7 does not exist."},
		{"CreateInitiators", `{"initiators":[{}]}`, "xMissingParameter: Missing member=[initiators.name]"},
		{"ModifyInitiators", `{"initiators":[{"initiatorID":1,"alias":"x"},{"initiatorID":9}]}`, "xInitiatorDoesNotExist: xInitiatorDoesNotExist"},
		{"DeleteInitiators", `{"initiators":[1,9]}`, "xInitiatorDoesNotExist: xInitiatorDoesNotExist"},
		{"ListInitiators", `{"initiators":[1],"startInitiatorID":1}`, "xInvalidParameter: startInitiatorID cannot be used with initiators"},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
	require.Equal(t, `{}`, call(t, b, "DeleteInitiators", `{"initiators":[1,3]}`).Raw)
	require.Equal(t, `[2]`, call(t, b, "ListInitiators", `{"initiators":[1,2]}`).Get("initiators.#.initiatorID").Raw)
	require.Equal(t, `[[],[]]`, call(t, b, "ListVolumeAccessGroups", `{}`).Get("volumeAccessGroups.#.initiators").Raw)
}
