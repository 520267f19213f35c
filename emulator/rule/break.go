package rule

// Break is how the connection fails in place of a whole response.
type Break string

// The ways to break a response.
const (
	Whole    Break = ""         // no failure
	Reset    Break = "reset"    // the connection is reset before a byte of it
	Truncate Break = "truncate" // half of the body is sent, then the connection ends
	Empty    Break = "empty"    // the head is sent without the body
	Garbage  Break = "garbage"  // the body is replaced by bytes that are no JSON
	Drip     Break = "drip"     // the body comes byte by byte
	Hang     Break = "hang"     // nothing is sent until the client closes the connection
	Lose     Break = "lose"     // the operation is carried out, then the connection is reset
)

// Breaks returns all values of Break but Whole.
func Breaks() []Break { return []Break{Reset, Truncate, Empty, Garbage, Drip, Hang, Lose} }

// Executes reports whether the operation is carried out before the response is broken.
func (b Break) Executes() bool { return b == Whole || b == Truncate || b == Drip || b == Lose }
