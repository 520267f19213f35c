package playback

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// always returns the rules of Options.Always.
func always(words []job.Vocabulary, wanted []string) ([]rule.Rule, error) {
	var rules []rule.Rule
	for _, text := range wanted {
		r, err := alwaysOne(words, text)
		if err != nil {
			return nil, &OptionError{"always", text, err.Error()}
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// alwaysOne reads "api:code" or "api.call:code". Without a call the rule comes before the router, so that it also matches
// requests of no operation and without credentials.
func alwaysOne(words []job.Vocabulary, text string) (rule.Rule, error) {
	where, code, ok := strings.Cut(text, ":")
	if !ok {
		return rule.Rule{}, errors.New("want API:CODE or API.CALL:CODE, such as evs:EVS.2024")
	}
	api, call, named := strings.Cut(where, ".")
	v, err := VocabularyOf(words, api)
	if err != nil {
		return rule.Rule{}, err
	}
	if err := known(api+" has no call", call, v.Calls); named && err != nil {
		return rule.Rule{}, err
	}
	if _, ok := v.Error(code); !ok {
		return rule.Rule{}, known(api+" has no error", code, codesOf(v.Errors))
	}
	return rule.Rule{Name: "always " + text, Location: "always " + text, API: api, Call: call, Chance: 1, Answer: &rule.Answer{Code: code}}, nil
}

// VocabularyOf returns the vocabulary of an API. It returns an error with a suggestion if there is none.
func VocabularyOf(words []job.Vocabulary, api string) (job.Vocabulary, error) {
	names := make([]string, len(words))
	for i, v := range words {
		if names[i] = v.API; v.API == api {
			return v, nil
		}
	}
	return job.Vocabulary{}, known("there is no API", api, names)
}

// known returns an error if a word is not one of the known ones. The error suggests the nearest one, else all if they are few.
func known(message, word string, all []string) error {
	const few = 12
	hint := scenario.DidYouMean(word, all)
	switch {
	case slices.Contains(all, word):
		return nil
	case hint == "" && len(all) <= few:
		hint = "want one of " + strings.Join(all, ", ")
	case hint == "":
		hint = fmt.Sprintf("it is none of the %d in the catalogue", len(all))
	}
	return fmt.Errorf("%s %q: %s", message, word, hint)
}

func codesOf(rows []job.ErrorRow) []string {
	codes := make([]string, len(rows))
	for i, r := range rows {
		codes[i] = r.Code
	}
	return codes
}
