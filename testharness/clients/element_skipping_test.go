package clients

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestElementSkipping waits with a skipping clock as the drivers wait: for a handle, as the SDKs do; for the volume to be listed, as an
// orchestrator's package does, which never polls the handle; for a volume of an account to be active, as Cinder does; for
// a node's mode, as NetApp's role for upgrades does; and for the list of bulk jobs to be empty.
func TestElementSkipping(t *testing.T) {
	t.Parallel()
	const polls = 10
	s := open(t, "https", testharness.Skipping())
	c := s.element(t)
	account := c.account(t, "csi")
	source := c.volume(t, account, "data")
	clone := func(name string) (handle, volume int64) {
		var made struct{ AsyncHandle, VolumeID int64 }
		c.must(t, "CloneVolume", elementParams{"volumeID": source, "name": name}, &made)
		return made.AsyncHandle, made.VolumeID
	}
	for name, wait := range map[string]func() func() bool{
		"handle": func() func() bool {
			handle, _ := clone("a")
			return func() bool {
				var result asyncResult
				c.must(t, "GetAsyncResult", elementParams{"asyncHandle": handle, "keepResult": true}, &result)
				return result.Status == "complete"
			}
		},
		"list": func() func() bool {
			_, volume := clone("b")
			return func() bool {
				var found elementVolumes
				c.must(t, "ListVolumes", elementParams{"accounts": []int64{account}, "startVolumeID": volume, "limit": 1}, &found)
				return len(found.Volumes) == 1 && found.Volumes[0].VolumeID == volume
			}
		},
		"account": func() func() bool {
			_, volume := clone("c")
			return func() bool {
				var found elementVolumes
				c.must(t, "ListVolumesForAccount", elementParams{"accountID": account}, &found)
				for _, v := range found.Volumes {
					if v.VolumeID == volume {
						return v.Status == "active"
					}
				}
				return false
			}
		},
		"mode": func() func() bool {
			c.must(t, "EnableMaintenanceMode", elementParams{"nodes": []string{"1"}, "forceWithUnresolvedFaults": "False"}, &struct{}{})
			return func() bool {
				var list struct {
					Nodes []struct{ MaintenanceMode string }
				}
				c.must(t, "ListActiveNodes", elementParams{}, &list)
				return list.Nodes[0].MaintenanceMode == "ReadyForMaintenance"
			}
		},
		"bulk jobs": func() func() bool {
			c.must(t, "StartBulkVolumeRead", elementParams{"volumeID": source, "format": "native", "script": "bv_internal.py"}, &struct{}{})
			return func() bool {
				var jobs struct{ BulkVolumeJobs []struct{ Status string } }
				c.must(t, "ListBulkVolumeJobs", elementParams{}, &jobs)
				return len(jobs.BulkVolumeJobs) == 0
			}
		},
	} {
		done := wait()
		asked := 0
		for asked < polls && !done() {
			asked++
		}
		require.Less(t, asked, polls, name)
	}
}
