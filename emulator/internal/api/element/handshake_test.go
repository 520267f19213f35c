package element_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// exchange is one request of a client's handshake and what the client reads of the response.
type exchange struct {
	verb, path, body string
	into             any // a pointer to what the client decodes the whole body into
	wrong            string
}

// The types that clients decode into, cut to what they read, with integers where they have integers.
type (
	apiInfo struct {
		ID     *int
		Result struct {
			CurrentVersion    string
			SupportedVersions []string
		}
	}
	clusterInfo struct {
		Result struct {
			ClusterInfo struct {
				MVIP, SVIP, UUID, Name, UniqueID string
				RepCount, MvipNodeID             int64
				Ensemble                         []string
				Attributes                       map[string]any
			}
		}
	}
	versionInfo struct {
		Result struct {
			ClusterAPIVersion, ClusterVersion string
			ClusterVersionInfo                []struct{ NodeID int64 }
		}
	}
	capacity struct {
		Result struct {
			ClusterCapacity struct{ MaxUsedSpace, UsedSpace, MaxProvisionedSpace, ProvisionedSpace, ActiveBlockSpace int64 }
		}
	}
	accountInfo struct {
		Result struct {
			AccountID int64
			Account   struct {
				AccountID                                       int64
				InitiatorSecret, TargetSecret, Username, Status string
				Volumes                                         []int64
				Attributes                                      map[string]any
			}
		}
	}
	qosInfo struct {
		Result struct{ MinIOPS, MaxIOPS, BurstIOPS, BurstTime int64 }
	}
	groupsInfo struct {
		Result struct {
			VolumeAccessGroups []struct{ VolumeAccessGroupID int64 }
		}
	}
	volumesInfo struct {
		Result struct{ Volumes []struct{ VolumeID int64 } }
	}
	hardwareInfo struct {
		Result struct {
			ClusterHardwareInfo struct {
				Nodes map[string]struct{ Platform struct{ NodeType string } }
			}
		}
	}
	configInfo struct {
		Result struct {
			Config struct {
				Cluster struct{ Name, Cluster string }
			}
		}
	}
	limitsInfo struct {
		Result struct{ BulkVolumeJobsPerVolumeMax, VolumeSizeMax, VolumeNameLengthMax int64 }
	}
	fault struct {
		ID    int
		Error struct {
			Code          int
			Name, Message string
		}
	}
)

// What each client calls first (python and Go SDKs, CSI, Trident, Cinder, Java, SFC).
func TestHandshakes(t *testing.T) {
	t.Parallel()
	post := func(path, body string, into any) exchange { return exchange{"POST", path, body, into, ""} }
	for client, asks := range map[string][]exchange{
		"python": {
			post("/json-rpc/7.0", `{"method":"GetAPI","id":1,"params":{}}`, new(apiInfo)),
			post("/json-rpc/12.8", `{"method":"GetAPI","id":2,"params":{}}`, new(apiInfo)),
		},
		"go of 2017": {
			post("/json-rpc/6.0", `{"id":1,"method":"GetAPI","params":null}`, new(apiInfo)),
			post("/json-rpc/6.0", `{"id":2,"method":"GetClusterInfo","params":null}`, new(clusterInfo)),
			post("/json-rpc/6.0", `{"id":3,"method":"GetConfig","params":null}`, new(configInfo)),
		},
		"go and csi": {
			post("/json-rpc/12.5", `{"id":1,"method":"GetAPI","params":null}`, new(apiInfo)),
			{"POST", "/json-rpc/12.5", `{"id":1,"method":"GetAccountByName","params":{"username":"csi"}}`, new(fault), "xUnknownAccount"},
			post("/json-rpc/12.5", `{"id":1,"method":"AddAccount","params":{"username":"csi"}}`, new(accountInfo)),
			post("/json-rpc/12.5", `{"id":1,"method":"GetAccountByName","params":{"username":"csi"}}`, new(accountInfo)),
			post("/json-rpc/12.5", `{"id":1,"method":"GetClusterInfo","params":null}`, new(clusterInfo)),
			post("/json-rpc/12.5", `{"id":1,"method":"GetLimits","params":null}`, new(limitsInfo)),
		},
		"trident": {
			{"POST", "/json-rpc/8.0", `{"method":"GetAccountByName","params":{"username":"trident"},"id":600}`, new(fault), "xUnknownAccount"},
			post("/json-rpc/8.0", `{"method":"AddAccount","params":{"username":"trident"},"id":601}`, new(accountInfo)),
			post("/json-rpc/8.0", `{"method":"GetDefaultQoS","params":{},"id":602}`, new(qosInfo)),
			post("/json-rpc/8.0", `{"method":"ListVolumeAccessGroups","params":{},"id":603}`, new(groupsInfo)),
			post("/json-rpc/8.0", `{"method":"ListVolumesForAccount","params":{"accountID":2},"id":604}`, new(volumesInfo)),
			post("/json-rpc/8.0", `{"method":"GetClusterHardwareInfo","params":{"type":"nodes"},"id":605}`, new(hardwareInfo)),
			post("/json-rpc/8.0", `{"method":"GetClusterCapacity","params":{},"id":606}`, new(capacity)),
		},
		"cinder": {
			post("/json-rpc/1.0/", `{"method":"GetClusterInfo","params":{}}`, new(clusterInfo)),
			post("/json-rpc/1.0/", `{"method":"GetClusterVersionInfo","params":{}}`, new(versionInfo)),
			post("/json-rpc/8.0/", `{"method":"GetClusterCapacity","params":{}}`, new(capacity)),
		},
		"java":       {post("/json-rpc/7.0", `{"id":1,"json-rpc":"2.0","method":"GetAPI"}`, new(apiInfo))},
		"sfc":        {{"GET", "/json-rpc/12.5/?method=GetClusterInfo", "", new(clusterInfo), ""}},
		"node ports": {{"GET", "/json-rpc/12.3?method=GetConfig", "", new(configInfo), ""}},
	} {
		b := serve(t, []string{"observed"})
		for _, a := range asks {
			a.send(t, b, client)
		}
	}
}

// send sends the request and decodes the response as the client does, which requires the members that it reads.
func (a exchange) send(t *testing.T, b *apitest.Bench, client string) {
	t.Helper()
	where := client + ": " + a.path + " " + a.body
	r := b.Ask(a.verb, a.path, a.body, admin, "Content-Type: ")
	require.Equal(t, http.StatusOK, r.StatusCode, where)
	require.Equal(t, "application/json", r.Header.Get("Content-Type"), where)
	body := text(t, r)
	sorted(t, body)
	require.NoError(t, json.Unmarshal([]byte(body), a.into), where)
	require.NotContains(t, body, `"warning"`, where)
	switch into := a.into.(type) {
	case *fault:
		require.Equal(t, 500, into.Error.Code, where)
		require.Equal(t, a.wrong, into.Error.Name, where)
	case *apiInfo:
		version, err := strconv.ParseFloat(into.Result.CurrentVersion, 64)
		require.NoError(t, err, where)
		require.GreaterOrEqual(t, version, 12.0)
		require.Contains(t, into.Result.SupportedVersions, into.Result.CurrentVersion)
	case *accountInfo:
		require.Equal(t, int64(2), into.Result.Account.AccountID, where)
		require.Len(t, into.Result.Account.InitiatorSecret, 12)
		require.NotEqual(t, into.Result.Account.InitiatorSecret, into.Result.Account.TargetSecret)
		require.NotNil(t, into.Result.Account.Volumes)
		require.NotNil(t, into.Result.Account.Attributes)
	case *clusterInfo:
		require.NotEmpty(t, into.Result.ClusterInfo.MVIP)
		require.NotEmpty(t, into.Result.ClusterInfo.SVIP)
		require.NotEmpty(t, into.Result.ClusterInfo.UUID)
		require.NotEmpty(t, into.Result.ClusterInfo.UniqueID)
		require.NotEmpty(t, into.Result.ClusterInfo.Name)
		require.NotNil(t, into.Result.ClusterInfo.Attributes)
	case *versionInfo:
		require.True(t, strings.HasPrefix(into.Result.ClusterVersion, into.Result.ClusterAPIVersion))
		require.Len(t, into.Result.ClusterVersionInfo, 3)
	case *capacity:
		require.Greater(t, into.Result.ClusterCapacity.MaxUsedSpace, into.Result.ClusterCapacity.UsedSpace)
	case *qosInfo:
		require.Positive(t, into.Result.MinIOPS)
	case *groupsInfo:
		require.NotNil(t, into.Result.VolumeAccessGroups)
	case *volumesInfo:
		require.NotNil(t, into.Result.Volumes)
	case *hardwareInfo:
		require.Len(t, into.Result.ClusterHardwareInfo.Nodes, 3)
		require.NotEmpty(t, into.Result.ClusterHardwareInfo.Nodes["1"].Platform.NodeType)
	case *configInfo:
		require.NotEmpty(t, into.Result.Config.Cluster.Name)
	case *limitsInfo:
		require.Equal(t, int64(2), into.Result.BulkVolumeJobsPerVolumeMax)
	}
}
