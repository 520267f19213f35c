package clients

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// elementClient is a client of the Element API like those in Go: structs with int64 for numbers, encoding/json, Basic
// credentials, numbered requests. Unlike them it fails on a member of another type.
type elementClient struct {
	http           *http.Client
	url            string
	user, password string
	id             int
}

// elementError is the error of a response.
type elementError struct {
	Code          int64
	Name, Message string
}

func (e *elementError) Error() string { return fmt.Sprintf("%d:%s %s", e.Code, e.Name, e.Message) }

// call calls a method and decodes its result, unless result is nil. It returns an *elementError.
func (c *elementClient) call(t *testing.T, method string, params, result any) error {
	t.Helper()
	c.id++
	body, err := json.Marshal(map[string]any{"id": c.id, "method": method, "params": params})
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url, bytes.NewReader(body))
	require.NoError(t, err)
	req.SetBasicAuth(c.user, c.password)
	req.Header.Set("Content-Type", "application/json-rpc")
	res, err := c.http.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode)
	response := struct {
		ID     int64
		Result json.RawMessage
		Error  *elementError
	}{}
	require.NoError(t, json.NewDecoder(res.Body).Decode(&response))
	require.Equal(t, int64(c.id), response.ID)
	if response.Error != nil {
		return response.Error
	}
	require.NoError(t, json.Unmarshal(response.Result, result), "%s: %s", method, response.Result)
	return nil
}

// must is call that requires a result.
func (c *elementClient) must(t *testing.T, method string, params, result any) {
	t.Helper()
	require.NoError(t, c.call(t, method, params, result))
}

type (
	elementParams map[string]any
	asyncResult   struct {
		Status, ResultType, CreateTime, LastUpdateTime string
		Details, Result                                struct {
			Message                 string
			CloneID, BvID, VolumeID int64
		}
	}
	elementVolume struct {
		VolumeID, AccountID, TotalSize, BlockSize int64
		Name, Status, Access, CreateTime, Iqn     string
		Enable512e                                bool
		Attributes                                map[string]any
		VolumeAccessGroups                        []int64
	}
)

// outcome polls a handle as the Go clients do, with keepResult, until its status is complete.
func (s *site) outcome(t *testing.T, c *elementClient, handle int64) (result asyncResult) {
	t.Helper()
	s.until(t, func() bool {
		result = asyncResult{}
		c.must(t, "GetAsyncResult", elementParams{"asyncHandle": handle, "keepResult": true}, &result)
		return result.Status == "complete"
	})
	return result
}

// element negotiates the version at the oldest one that a client uses.
func (s *site) element(t *testing.T) *elementClient {
	t.Helper()
	c := &elementClient{http: &http.Client{Transport: s.transport}, url: s.url + "/json-rpc/7.0", user: s.user, password: s.password}
	var api struct {
		CurrentVersion    string
		SupportedVersions []string
	}
	c.must(t, "GetAPI", nil, &api)
	require.Contains(t, api.SupportedVersions, api.CurrentVersion)
	c.url = s.url + "/json-rpc/" + api.CurrentVersion
	return c
}

// TestElement sends what a CSI driver sends for a clone: account, cluster, limits, a volume, its clone, and polls.
func TestElement(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.element(t)
		var account struct {
			Account struct {
				AccountID                     int64
				InitiatorSecret, TargetSecret string
			}
		}
		err := c.call(t, "GetAccountByName", elementParams{"username": "csi"}, &account)
		require.ErrorContains(t, err, "500:xUnknownAccount")
		c.must(t, "AddAccount", elementParams{"username": "csi"}, &account)
		c.must(t, "GetAccountByName", elementParams{"username": "csi"}, &account)
		require.NotEmpty(t, account.Account.InitiatorSecret)
		var cluster struct{ ClusterInfo struct{ Mvip, Svip string } }
		c.must(t, "GetClusterInfo", nil, &cluster)
		require.NotEmpty(t, cluster.ClusterInfo.Svip)
		var limits struct{ CloneJobsPerVolumeMax int64 }
		c.must(t, "GetLimits", nil, &limits)
		require.Equal(t, int64(2), limits.CloneJobsPerVolumeMax)

		var made struct{ Volume elementVolume }
		c.must(t, "CreateVolume", elementParams{
			"name": "data", "accountID": account.Account.AccountID, "totalSize": 1 << 30, "enable512e": true,
		}, &made)
		require.Equal(t, "active", made.Volume.Status)
		var clone struct{ AsyncHandle, CloneID, VolumeID int64 }
		c.must(t, "CloneVolume", elementParams{"volumeID": made.Volume.VolumeID, "name": "copy"}, &clone)
		require.NotEqual(t, made.Volume.VolumeID, clone.VolumeID)
		done := s.outcome(t, c, clone.AsyncHandle)
		require.Equal(t, "Clone", done.ResultType)
		require.Equal(t, "Clone complete.", done.Result.Message)
		require.Equal(t, clone.CloneID, done.Result.CloneID)
		s.after(t, c, clone.AsyncHandle, clone.VolumeID, made.Volume.VolumeID)
	})
}

// after reads what a clone left: a row among the results, whose volume is the source, and the volume itself. The last
// poll deletes the handle.
func (s *site) after(t *testing.T, c *elementClient, handle, copied, source int64) {
	t.Helper()
	var list struct {
		AsyncHandles []struct {
			AsyncResultID      int64
			Completed, Success bool
			Data               struct{ VolumeID int64 }
		}
	}
	c.must(t, "ListAsyncResults", elementParams{"asyncResultTypes": []string{"Clone"}}, &list)
	require.Len(t, list.AsyncHandles, 1)
	require.True(t, list.AsyncHandles[0].Completed && list.AsyncHandles[0].Success)
	require.Equal(t, source, list.AsyncHandles[0].Data.VolumeID)
	var found struct{ Volumes []elementVolume }
	c.must(t, "ListVolumes", elementParams{"startVolumeID": copied, "limit": 1}, &found)
	require.Equal(t, "copy", found.Volumes[0].Name)
	require.Equal(t, int64(1<<30), found.Volumes[0].TotalSize)

	look := elementParams{"asyncHandle": handle}
	c.must(t, "GetAsyncResult", look, new(asyncResult))
	require.ErrorContains(t, c.call(t, "GetAsyncResult", look, new(asyncResult)), "500:xDBNoSuchPath")
}

// TestElementBackup runs Ansible's backup three times: a session at the destination, one at the source whose script gets the
// other's key, and polls of the latter alone. A session that were left over would make the third run fail: a volume has two at
// most.
func TestElementBackup(t *testing.T) {
	t.Parallel()
	s := open(t, "https")
	c := s.element(t)
	account := c.account(t, "backup")
	from, to := c.volume(t, account, "from"), c.volume(t, account, "to")
	for range 3 {
		s.backup(t, c, from, to)
	}
}

// backup reads one volume and writes another.
func (s *site) backup(t *testing.T, c *elementClient, from, to int64) {
	t.Helper()
	var session struct {
		AsyncHandle int64
		Key, URL    string
	}
	c.must(t, "StartBulkVolumeWrite", elementParams{"volumeID": to, "format": "native"}, &session)
	c.must(t, "StartBulkVolumeRead", elementParams{
		"volumeID": from, "format": "native", "script": "bv_internal.py",
		"scriptParameters": elementParams{"write": elementParams{"key": session.Key, "endpoint": "solidfire", "format": "native"}},
	}, &session)
	var jobs struct {
		BulkVolumeJobs []struct {
			BulkVolumeID, SrcVolumeID, PercentComplete, ElapsedTime, RemainingTime int64
			Type, Status                                                           string
		}
	}
	c.must(t, "ListBulkVolumeJobs", elementParams{}, &jobs)
	require.Len(t, jobs.BulkVolumeJobs, 2)
	done := s.outcome(t, c, session.AsyncHandle)
	require.Equal(t, "BulkVolume", done.ResultType)
	require.Equal(t, from, done.Result.VolumeID)
	c.must(t, "ListBulkVolumeJobs", elementParams{}, &jobs)
	require.Empty(t, jobs.BulkVolumeJobs)
}

// TestElementTurnedAway requires the page that clusters write for a wrong password, which is no JSON.
func TestElementTurnedAway(t *testing.T) {
	t.Parallel()
	s := open(t, "https", strict)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/json-rpc/12.5", bytes.NewReader([]byte(`{"method":"GetAPI","id":1}`)))
	require.NoError(t, err)
	req.SetBasicAuth(known.user, "guessed")
	res, err := (&http.Client{Transport: s.transport}).Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	require.Contains(t, string(page), "<html>")
}
