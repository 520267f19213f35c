package evs

import (
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// cinderAction handles POST …/volumes/{volume_id}/action. The member of the body selects the operation; an unknown one is
// EVS.1011. Each response is 202 without a body but that of os-set_bootable, which is 200 (evs_04_3049 to evs_04_3052):
// gophertelekomcloud rejects a 200 of os-extend.
func cinderAction() http.Handler {
	return otc.ByMember(map[string]http.Handler{
		"os-extend": cinderExtend(), "os-retype": cinderRetype(), "os-set_bootable": setFlag("os-set_bootable", http.StatusOK),
		"os-update_readonly_flag": setFlag("os-update_readonly_flag", http.StatusAccepted),
	}, cinderExtend())
}

func cinderExtend() http.Handler {
	decode := func(c *wire.Call) (extendRequest, error) {
		q := extendRequest{id: otc.Var(c, "volume_id")}
		ok, err := cinder.member(c, "os-extend", &q)
		switch {
		case err != nil:
			return q, err
		case !ok:
			return q, cinder.refuse("EVS.1011")
		case q.Size == nil || *q.Size < 1 || *q.Size > maxSize:
			return q, cinder.refuse("EVS.1010")
		}
		return q, nil
	}
	return otc.Op("extendVolume", http.StatusAccepted, cinder.fail, decode,
		func(c *wire.Call, tx *world.Tx, q extendRequest) (otc.None, error) {
			_, err := cinder.extend(c, tx, q)
			return otc.None{}, err
		})
}

func cinderRetype() http.Handler {
	return otc.Op("retypeVolume", http.StatusAccepted, cinder.fail, cinder.decodeRetype,
		func(c *wire.Call, tx *world.Tx, q retypeRequest) (otc.None, error) {
			_, err := cinder.retype(c, tx, q)
			return otc.None{}, err
		})
}

// setFlag handles an action that sets a flag of a disk at once: its only member, a boolean.
func setFlag(action string, status int) http.Handler {
	type request struct {
		id   string
		flag bool
	}
	decode := func(c *wire.Call) (request, error) {
		q := request{id: otc.Var(c, "volume_id")}
		var flags map[string]otc.Flag
		if _, err := cinder.member(c, action, &flags); err != nil {
			return q, err
		}
		for _, flag := range flags {
			q.flag = bool(flag)
		}
		if len(flags) != 1 {
			return q, cinder.refuse("EVS.1018")
		}
		return q, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q request) (otc.None, error) {
		if _, _, err := cinder.find(c, tx, q.id); err != nil {
			return otc.None{}, err
		}
		tx.Alter(volume(q.id), func(props any) any {
			d, _ := props.(disk)
			if action == "os-set_bootable" {
				d.bootable = q.flag
			} else {
				m := map[string]string{"readonly": strconv.FormatBool(q.flag)}
				for key, value := range d.metadata {
					if key != "readonly" {
						m[key] = value
					}
				}
				d.metadata = m
			}
			return d
		})
		return otc.None{}, nil
	}
	return otc.Op("updateVolumeState", status, cinder.fail, decode, do)
}
