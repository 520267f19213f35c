package playback

import (
	"fmt"
	"maps"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// OptionError is an option with a value that it cannot have.
type OptionError struct {
	Option  string // "profile", "setting evs.null", "always evs:EVS.9999"
	Value   string
	Message string // the reason, with what is allowed
}

// Error returns the option, its value and the reason.
func (e *OptionError) Error() string {
	if e.Value == "" {
		return e.Option + ": " + e.Message
	}
	return fmt.Sprintf("%s %q: %s", e.Option, e.Value, e.Message)
}

// Settings returns the value in force of every setting of the vocabularies: the chosen one, else the profile's. Its error is an
// *OptionError.
func Settings(words []job.Vocabulary, profile string, chosen map[string]string) (map[string]string, error) {
	if profile != scenario.Documented && profile != scenario.Observed {
		return nil, &OptionError{"profile", profile, "want " + scenario.Documented + " or " + scenario.Observed}
	}
	n := 0
	for _, v := range words {
		n += len(v.Settings)
	}
	values := make(map[string]string, n)
	for _, v := range words {
		for _, s := range v.Settings {
			values[s.Name] = s.Documented
			if profile == scenario.Observed {
				values[s.Name] = s.Observed
			}
			want, ok := chosen[s.Name]
			if !ok {
				continue
			}
			if !slices.Contains(s.Values, want) {
				return nil, &OptionError{"setting " + s.Name, want, fmt.Sprintf("want one of %q", s.Values)}
			}
			values[s.Name] = want
		}
	}
	for name := range chosen {
		if _, ok := values[name]; !ok {
			message := "there is no setting of this name"
			if hint := scenario.DidYouMean(name, slices.Collect(maps.Keys(values))); hint != "" {
				message += ": " + hint
			}
			return nil, &OptionError{"setting", name, message}
		}
	}
	return values, nil
}
