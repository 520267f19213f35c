package grammar

// Expectation is the table of what clients must have done: of a job, of a call, of a rule or of the findings.
var Expectation = []Field{
	{Name: "job", Kind: Text, Note: "a job, API/ID, of which statuses, polls or pauses are expected"},
	{Name: "seen", Kind: List, Note: "statuses that responses showed, in this order", Also: "statuses"},
	{Name: "polls", Kind: Counts, Note: "how often the job was polled"},
	{Name: "pause", Kind: Pauses, Note: "how long it was between each two polls", Also: "pauses"},
	{Name: "call", Kind: Text, Note: "a call, evs.deleteVolume, or evs.* for all of EVS"},
	{Name: "times", Kind: Counts, Note: "how often it was made; at least once if left out"},
	{Name: "after", Kind: Mapping, Note: "only calls after this one or this status count"},
	{Name: "before", Kind: Mapping, Note: "only calls before this one or this status count"},
	{Name: "rule", Kind: Text, Note: "a rule by its name"},
	{Name: "spent", Kind: Bool, Note: "whether it has claimed as many calls as it can; true if left out"},
	{Name: "findings", Kind: Findings, Note: "what must not have been found", Also: "finding"},
}

// Point is the table of a point in time: a status of a job in a response, or a call.
var Point = []Field{
	{Name: "job", Kind: Text, Note: "a job, API/ID"},
	{Name: "status", Kind: Text, Note: "from the first response on that showed it", Also: "seen"},
	{Name: "call", Kind: Text, Note: "from the first request of this call on"},
}

// NoFindings is the table of findings that there must not be.
var NoFindings = []Field{
	{Name: "below", Kind: Level, Note: "all findings are below this level: none is of it or worse", Also: "above"},
	{Name: "none", Kind: List, Note: "there is no finding of these kinds"},
}

// Allowance is the table of findings that are let pass.
var Allowance = []Field{
	{Name: "finding", Kind: Text, Required: true, Note: "the id of the kind of findings", Also: "id"},
	{Name: "because", Kind: Text, Required: true, Note: "the reason, which the report repeats", Also: "reason"},
}
