package grammar

// Rule is the table of a rule.
var Rule = []Field{
	{Name: "name", Kind: Text, Note: "a name to arm, disarm and remove it by"},
	{Name: "call", Kind: Text, Note: "the operations that it claims: evs.createVolume, or evs.* for all of EVS", Also: "operation"},
	{Name: "path", Kind: Text, Note: "the paths that it claims, whatever the operation: * is one segment, ** any rest", Also: "url"},
	{Name: "api", Kind: Text, Note: "with path: the API whose paths are meant"},
	{Name: "where", Kind: Mapping, Note: "conditions on the request: gjson paths into the body, or query., header. and path. with a name", Also: "when"},
	{Name: "armed", Kind: Bool, Note: "false: it takes no calls until it is armed"},
	{Name: "from", Kind: Duration, Note: "when it begins to take calls, in the session's time", Also: "after"},
	{Name: "until", Kind: Duration, Note: "when it stops taking calls, in the session's time", Also: "before"},
	{Name: "nth", Kind: Calls, Note: "which of its calls it claims, whether or not another rule claims them too: 3, 2..3, 3.. or \"1, 3, 5..7\"", Also: "calls"},
	{Name: "every", Kind: Number, Note: "claims only each call whose number is a multiple: 2 is every second one"},
	{Name: "chance", Kind: Chance, Note: "which share of them, by the seed: 10%", Also: "probability"},
	{Name: "rate", Kind: Rate, Note: "lets through so many calls of each caller in any such time, and claims the others", Also: "limit"},
	{Name: "times", Kind: Number, Note: "claims at most this many calls", Also: "count"},
	{Name: "start", Kind: Mapping, Note: "how a job goes that the call starts", Also: "job"},
	{Name: "answer", Kind: Mapping, Note: "the response in place of the operation's own", Also: "response"},
	{Name: "edit", Kind: Mapping, Note: "what changes in the operation's own response"},
	{Name: "delay", Kind: Span, Note: "how long the response is held back"},
	{Name: "break", Kind: Text, Note: "how the connection fails: reset, truncate, empty, garbage, drip, hang or lose", Also: "fault"},
}

// Start is the table of what a rule's start says about a job.
var Start = []Field{Timeline, Expires, Hidden, Replicas, Lag, Settle}

// Answer is the table of a rule's answer.
var Answer = []Field{
	{Name: "error", Kind: Error, Note: "a code of the API's error table, or an error written out", Also: "code"},
	{Name: "message", Kind: Text, Note: "the error's text, in place of the table's"},
	{Name: "result", Kind: Any, Note: "a value in the API's envelope for results, with the id of the request"},
	{Name: "status", Kind: Number, Note: "the HTTP status; with an error, in place of the table's"},
	{Name: "headers", Kind: Mapping, Note: "headers of the response; alone, they are added to the operation's own response"},
	{Name: "retry_after", Kind: Retry, Note: "the Retry-After header: 5s in seconds, or date 5s as a date by the emulator's clock"},
	{Name: "body", Kind: Any, Note: "the body: a text as it is, anything else as JSON"},
}

// Edit is the table of a rule's edit.
var Edit = []Field{
	{Name: "set", Kind: Mapping, Note: "values of the JSON body by path, as in where"},
	{Name: "omit", Kind: List, Note: "paths of the JSON body that are left out", Also: "remove"},
	{Name: "status", Kind: Number, Note: "the HTTP status"},
	{Name: "headers", Kind: Mapping, Note: "headers of the response; one with the value null is left out"},
	{Name: "retry_after", Kind: Retry, Note: "the Retry-After header: 5s in seconds, or date 5s as a date by the emulator's clock"},
}
