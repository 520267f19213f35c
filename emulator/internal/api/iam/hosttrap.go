package iam

import (
	"fmt"
	"strings"
)

// HostTrap returns why a host name of the emulator, which is part of the catalog's URLs, misleads gophertelekomcloud, or
// "" if it does not. That client finds services by replacing the first "v3", "v2" or "evs" anywhere in a URL of the
// catalog, the host included: "devserver" becomes "ddrserver" when it looks for DRS.
func HostTrap(host string) string {
	for _, word := range []string{"v2", "v3", "evs"} {
		if strings.Contains(host, word) {
			return fmt.Sprintf("the host %q contains %q, which gophertelekomcloud replaces when it derives the address of a "+
				"service: its requests go to another host; use an address or a name without v2, v3 and evs", host, word)
		}
	}
	return ""
}
