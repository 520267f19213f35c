package infer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// nameWords are the names of members, in lower case and without "_" and "-", that hold what people called something.
var nameWords = []string{
	"name", "displayname", "description", "displaydescription", "username", "user", "tenant", "owner", "email", "mail", "login",
	"hostname", "host", "contact", "comment", "alias", "label",
}

// notNames are members whose names end in "name" and that hold words of the vendor.
var notNames = []string{"typename", "enginename", "devicename", "regionname", "zonename", "servicename", "methodname", "modelname"}

// isName reports whether a member holds what people called something.
func isName(path []string, name string) bool {
	plain := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	if slices.Contains(path, "roles") || slices.Contains(path, "catalog") {
		return false
	}
	if slices.Contains(nameWords, plain) {
		return true
	}
	if strings.HasSuffix(plain, "name") || strings.HasSuffix(plain, "description") {
		return !slices.ContainsFunc(notNames, func(not string) bool { return strings.HasSuffix(plain, not) })
	}
	return slices.ContainsFunc(path[:max(0, len(path)-1)], func(of string) bool {
		of = strings.ToLower(of)
		return of == "metadata" || of == "tags" || of == "attributes" || of == "tag"
	})
}

// plainValue are values of tags and metadata that are no names.
var plainValue = regexp.MustCompile(`^(?i:true|false|rw|ro|null|none|\d{1,9}|[a-z]{1,2})$`)

// name returns the replacement of a name: what it names, and a number.
func (a *anonymizer) name(path []string, member, s string) string {
	if plainValue.MatchString(s) {
		return s
	}
	kind := strings.ToLower(strings.Trim(strings.TrimSuffix(strings.TrimSuffix(member, "Name"), "name"), "_-"))
	if kind == "" && len(path) > 1 {
		kind = strings.TrimSuffix(strings.ToLower(path[len(path)-2]), "s")
	}
	kind = strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, kind), "-")
	switch kind {
	case "", "params", "param", "result", "new":
		kind = "name"
	}
	return a.remember(s, kind+"-"+a.count("name "+kind))
}

// knowAll is called when all names are known: from then on they are replaced in running text too.
func (a *anonymizer) knowAll() {
	a.all = true
	for original := range a.known {
		if strings.ContainsAny(original, " \t") && len(original) > 4 {
			a.phrase = append(a.phrase, original)
		}
	}
	slices.SortFunc(a.phrase, func(x, y string) int { return cmp.Or(len(y)-len(x), strings.Compare(x, y)) })
}

// runningWord is what a name in running text is made of.
var runningWord = regexp.MustCompile(`[\p{L}\p{N}_][\p{L}\p{N}_.:@/-]*[\p{L}\p{N}_]|[\p{L}\p{N}_]`)

// replaceWords replaces known names in running text, as whole words, or within quotes if they are several words.
func (a *anonymizer) replaceWords(s string) string {
	if !a.all {
		return s
	}
	if with, ok := a.known[s]; ok {
		return with
	}
	for _, original := range a.phrase {
		s = strings.ReplaceAll(s, original, a.known[original])
	}
	return runningWord.ReplaceAllStringFunc(s, func(w string) string {
		if with, ok := a.known[w]; ok && len(w) > 2 {
			return with
		}
		return w
	})
}
