package schema_test

const (
	order       = "a schema sees the items of a list one by one, not what comes before or after them"
	sums        = "a schema does not add durations or steps up"
	names       = "a schema does not compare values in different places"
	resolved    = "the parser has resolved it before a schema is asked"
	ownNames    = "what can name a job is known to the check of its API only"
	numbersOfID = "a schema does not compare the numbers in an id, nor count its letters"
	payloads    = "which fields go together is known to the API's constructors only"
)

// beyondSchema are the broken files whose faults no schema can see, and why.
var beyondSchema = map[string]string{
	"last-step-ends.yaml":               order,
	"last-step-of-a-branch-ends.yaml":   order,
	"never-reached.yaml":                order,
	"never-reached-after-a-choice.yaml": order,
	"never-reached-in-a-branch.yaml":    order,
	"repeat-at-the-end.yaml":            order,
	"repeat-that-rests.yaml":            order,

	"too-long.yaml":           sums,
	"too-many-steps.yaml":     sums,
	"impossible-trees.yaml":   sums,
	"progress-of-a-wait.yaml": "a schema does not compare the two numbers of a range, and 10..10 needs nothing to measure it by",

	"resources.yaml/10": "one instant is compared with another",
	"resources.yaml/1":  payloads,

	"families.yaml/4": numbersOfID,
	"families.yaml/5": numbersOfID,
	"families.yaml/7": numbersOfID,
	"families.yaml/8": numbersOfID,
	"twin-ids.yaml":   names,
	"rules.yaml/5":    "a schema does not compare the two numbers of a range",
	"rules.yaml/29":   sums,
	"rules.yaml/30":   "a schema does not divide numbers",
	"rules.yaml/26":   "a schema does not compare the numbers of several ranges",
	"ids.yaml/1":      ownNames,
	"ids.yaml/2":      ownNames,
	"ids.yaml/7":      ownNames,

	"expect.yaml/8":  names,
	"expect.yaml/13": names,
	"expect.yaml/14": names,
	"expect.yaml/15": "a schema does not compare the two numbers of a range",
	"expect.yaml/17": "a schema does not compare the two durations of a range",
	"expect.yaml/24": names,

	"timelines.yaml/1":           names,
	"timelines.yaml/2":           names,
	"timelines.yaml/3":           names,
	"timelines.yaml/4":           names,
	"timelines.yaml/5":           names,
	"timelines.yaml/6":           names,
	"timelines.yaml/7":           names,
	"timelines.yaml/8":           names,
	"timelines-unused.yaml":      names,
	"timelines-in-context.yaml":  order,
	"timelines-bomb.yaml":        sums,
	"timelines-bomb-unused.yaml": sums,
	"include-one.yaml/2":         names,
	"include-of-no-file.yaml/7":  names,
	"impossible-allowed.yaml/1":  sums,
	"impossible-allowed.yaml/3":  sums,

	"said-twice.yaml":       resolved,
	"tag.yaml":              resolved,
	"seed-hexadecimal.yaml": resolved,
	"numbers.yaml/4":        resolved,

	"payload.yaml":             payloads,
	"error-of-no-failure.yaml": payloads,
}
