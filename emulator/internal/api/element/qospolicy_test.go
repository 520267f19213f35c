package element_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The examples of ND createqospolicy, modifyqospolicy, getqospolicy and deleteqospolicy, and volumes with a policy.
func TestQoSPolicies(t *testing.T) {
	t.Parallel()
	b := volumes(t, 2)
	made := call(t, b, "CreateQoSPolicy", `{"name":"bronze","qos":{"minIOPS":50,"maxIOPS":14000,"burstIOPS":15000}}`).Get("qosPolicy")
	require.Equal(t, `{"name":"bronze","qos":{"burstIOPS":15000,"burstTime":60,"curve":{"1048576":15000,"131072":1950,"16384":270,"262144":3900,`+
		`"32768":500,"4096":100,"524288":7600,"65536":1000,"8192":160},"maxIOPS":14000,"minIOPS":50},"qosPolicyID":1,"volumeIDs":[]}`, made.Raw)
	qos := func(id string) string {
		return call(t, b, "ListVolumes", `{"volumeIDs":[`+id+`]}`).Get("volumes.0.[qosPolicyID,qos.minIOPS,qos.maxIOPS]").Raw
	}
	call(t, b, "ModifyVolume", `{"volumeID":1,"qosPolicyID":1,"associateWithQoSPolicy":true}`)
	require.Equal(t, int64(3), call(t, b, "CreateVolume", `{"name":"n","accountID":1,"totalSize":1000000000,"qosPolicyID":1}`).Get("volumeID").Int())
	require.Equal(t, `[1,50,14000]`+`[null,50,15000]`+`[1,50,14000]`, qos("1")+qos("2")+qos("3"))
	require.Equal(t, `[51,[1,3]]`, call(t, b, "ModifyQoSPolicy", `{"qosPolicyID":1,"qos":{"minIOPS":51}}`).Get("qosPolicy.[qos.minIOPS,volumeIDs]").Raw)
	require.Equal(t, `[1,51,14000]`, qos("1"))
	call(t, b, "ModifyVolume", `{"volumeID":3,"qos":{"minIOPS":70}}`) // its own QoS from now on
	require.Equal(t, `[null,70,14000]`, qos("3"))
	require.Equal(t, `["bronze",[1]]`, call(t, b, "GetQoSPolicy", `{"qosPolicyID":1}`).Get("qosPolicy.[name,volumeIDs]").Raw)
	require.Equal(t, `[1]`, call(t, b, "ListQoSPolicies", `{}`).Get("qosPolicies.#.qosPolicyID").Raw)
	for _, c := range []struct{ method, params, want string }{
		{"CreateQoSPolicy", `{"name":"n"}`, "xMissingParameter: Missing member=[qos]"},
		{"CreateQoSPolicy", `{"name":"n","qos":{"minIOPS":49}}`, "xInvalidParameter: The QoS values are out of range."},
		{"CreateQoSPolicy", `{"name":"","qos":{}}`, "xInvalidParameter: The QoS policy name must be 1 to 64 characters in length."},
		{"CreateVolume", `{"name":"n","accountID":1,"totalSize":1000000000,"qosPolicyID":9}`, "xQoSPolicyDoesNotExist: xQoSPolicyDoesNotExist"},
		{"ModifyVolume", `{"volumeID":1,"qosPolicyID":1,"qos":{}}`, "xInvalidParameter: qos cannot be used with qosPolicyID"},
		{"ModifyVolume", `{"volumeID":1,"qos":{"minIOPS":500,"maxIOPS":400}}`, "xInvalidParameter: The QoS values are out of range."},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
	require.Equal(t, `{}`, call(t, b, "DeleteQoSPolicy", `{"qosPolicyID":1}`).Raw)
	require.Equal(t, `[null,51,14000]`, qos("1")) // the settings of its volumes stay
	require.Equal(t, "xQoSPolicyDoesNotExist: xQoSPolicyDoesNotExist", callError(t, b, "DeleteQoSPolicy", `{"qosPolicyID":1}`))
}
