package otc

import "strings"

// IDs returns the IDs of a list in one query argument, as the services write it: ['id1','id2'], with either kind of
// quotes.
func IDs(arg string) []string {
	var ids []string
	for part := range strings.SplitSeq(strings.Trim(strings.TrimSpace(arg), "[]"), ",") {
		if id := strings.Trim(strings.TrimSpace(part), `'"`); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}
