package iam

import (
	"fmt"
	"strings"
)

// HostTrap tells why a host under which the emulator is reached, as it stands in the catalog's URLs, would mislead
// gophertelekomcloud; it answers "" if it would not. That client finds services by replacing the first "v3", "v2" or
// "evs" anywhere in a URL of the catalog, the host included: "devserver" becomes "ddrserver" when it looks for DRS.
func HostTrap(host string) string {
	for _, word := range []string{"v2", "v3", "evs"} {
		if strings.Contains(host, word) {
			return fmt.Sprintf("the host %q contains %q, which gophertelekomcloud replaces when it makes the address of a service: "+
				"it will ask another host; use an address or a name without v2, v3 and evs", host, word)
		}
	}
	return ""
}
