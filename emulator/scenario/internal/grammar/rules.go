package grammar

// Rule is the table of a rule.
var Rule = []Field{
	{Name: "call", Kind: Text, Note: "the operations that it claims: evs.createVolume, or evs.* for all of EVS", Also: "operation"},
	{Name: "path", Kind: Text, Note: "the paths that it claims, whatever the operation: * is one segment, ** any rest", Also: "url"},
	{Name: "api", Kind: Text, Note: "with path: the API whose paths are meant"},
	{Name: "where", Kind: Mapping, Note: "conditions on the request: gjson paths into the body, or query., header. and path. with a name", Also: "when"},
	{Name: "nth", Kind: Calls, Note: "which of its calls: 3 the third, 1..2 the first two, 3.. all from the third on", Was: "times"},
	{Name: "chance", Kind: Chance, Note: "which share of them, by the seed: 10%"},
	{Name: "start", Kind: Mapping, Note: "how a job goes that the call starts", Also: "job"},
	{Name: "answer", Kind: Mapping, Note: "the response in place of the operation's own", Also: "response"},
	{Name: "delay", Kind: Span, Note: "how long the response is held back"},
	{Name: "break", Kind: Text, Note: "how the connection fails: reset, truncate, empty, garbage, drip, hang or lose", Also: "fault"},
}

// Start is the table of what a rule's start says about a job.
var Start = []Field{Timeline, Expires, Hidden, Replicas, Lag, Settle}

// Answer is the table of a rule's answer.
var Answer = []Field{
	{Name: "error", Kind: Text, Note: "a code of the API's error table", Also: "code"},
	{Name: "message", Kind: Text, Note: "its text, in place of the table's"},
	{Name: "status", Kind: Number, Note: "the HTTP status; with an error, in place of the table's"},
	{Name: "headers", Kind: Mapping, Note: "headers of the response"},
	{Name: "retry_after", Kind: Retry, Note: "the Retry-After header: 5s in seconds, or date 5s as a date by the emulator's clock"},
	{Name: "body", Kind: Any, Note: "the body: a text as it is, anything else as JSON"},
}
