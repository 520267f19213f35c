package rule

import "time"

// Answer is the response in place of an operation's own: a native error by its code, a native result, or a literal response.
type Answer struct {
	Code    string // of the API's error table; empty for other responses
	Number  int    // of an API whose errors have a name and a number; 0 keeps the API's own
	Message string // in place of the table's; empty keeps it
	Status  int    // of a literal response, or in place of the table's; 0 keeps it
	Headers []Header
	Retry   *Retry  // its Retry-After header
	Body    *string // of a literal response; nil sends none
	Result  *string // JSON that the API puts into its envelope; nil for other responses
	// FillID lets an API whose responses repeat an id of the request put it into Body, which then is a JSON object.
	FillID bool
}

// Edit changes the response that an operation computed.
type Edit struct {
	Status  int      // in place of the operation's; 0 keeps it
	Set     []Value  // values of the JSON body by path
	Omit    []string // paths of the JSON body that are removed
	Headers []Header // in place of the operation's; one without a value is removed
	Retry   *Retry   // its Retry-After header
}

// Value is a value of a JSON body.
type Value struct {
	Path string // as in conditions
	JSON string
}

// Retry is a Retry-After header, as seconds or as a date by the emulator's clock (RFC 9110, section 10.2.3).
type Retry struct {
	After time.Duration
	Date  bool
}

// Header is one header of a response.
type Header struct{ Name, Value string }
