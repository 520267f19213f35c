package job

// Vocabulary is what the reader of scenario files, the catalog and others know of an API. It is data
// and pure constructors: the reader never imports an API, nor an API the reader.
type Vocabulary struct {
	API    string
	IDWord string // the field that names a job in a scenario, besides "id": "handle" for Element, else empty
	// Words are the status words, in the order of the vendor's document.
	Words []Word
	// Types are the job types that the vendor knows. Empty: jobs of this API have none. A word in Loose is taken too.
	Types     []string
	OpenTypes bool // types outside the list are allowed (undocumented ones exist)
	// Signals are the client's calls that a step may wait for with "until".
	Signals []string
	// Calls are the operations that rules may name, without the API's prefix.
	Calls []string
	// Starters are those of Calls that start a job or put one on another script. Nil: it is not known.
	Starters []string
	// Movers are those of Starters that only put a job on another script, and can say nothing else of it.
	Movers   []string
	Errors   []ErrorRow
	Faults   FaultCodes // of Errors
	Settings []Setting
	// ErrorNames is set if a name stands for an error, and Code of a row is that name; on the wire there is a number too.
	ErrorNames bool
	// Results is set if the API has an envelope for results, which a rule can fill.
	Results bool
	// JobFields and StepFields are what a scenario may say beyond the common fields.
	JobFields  []Field
	StepFields []Field
	// NewAttributes and Say make the API's typed payload from those fields. They return a *FieldError for a fault.
	NewAttributes func(Fields) (any, error)
	NewPayload    func(Word, Fields) (any, error)
	// ParentSteps gives a derived parent its step for each Phase; nil if jobs of this API have no sub-jobs.
	ParentSteps []Step
	// Resources are the kinds of things that a scenario can declare.
	Resources []ResourceKind
	// Targets returns what a job of a scenario acts on, by its type, its attributes and its timeline; nil if jobs of
	// this API act on nothing. It is a pure function.
	Targets func(Spec) []Target
	// Unshown returns the fields of a job that no step of it shows to a client, "entities.volume_id"; nil if each field is
	// shown. It is a pure function.
	Unshown func(Spec) []string
	// CheckID returns an error for an ID that cannot be one of this API's; nil accepts any.
	CheckID func(string) error
}

// FaultCodes are the errors that a call may get however well its client behaves. An empty code means that the API has none.
type FaultCodes struct {
	Throttled string // too many requests: wait, and try again
	Expired   string // the token is not valid any more: sign in, and try again
	NotFound  string // of a call for one job, which the server does not know yet
}

// Word is a status as it is on the wire.
type Word struct {
	Status string
	Phase  Phase
	Note   string // what it means, for hover texts
	Source string // where it is documented
}

// Word returns a status word.
func (v *Vocabulary) Word(status string) (Word, bool) {
	for _, w := range v.Words {
		if w.Status == status {
			return w, true
		}
	}
	return Word{}, false
}

// Error returns the first row of an error code.
func (v *Vocabulary) Error(code string) (ErrorRow, bool) {
	for _, r := range v.Errors {
		if r.Code == code {
			return r, true
		}
	}
	return ErrorRow{}, false
}

// Grade says how well a fact is known.
type Grade string

// The grades of evidence.
const (
	Documented Grade = "documented" // the vendor's document says so
	Observed   Grade = "observed"   // live services or the clients built on them show it
	Inferred   Grade = "inferred"   // our choice; nothing settles it
)

// ErrorRow is one native error of an API.
type ErrorRow struct {
	Code    string
	HTTP    int    // status of the response that carries it
	Message string // as on the wire; %s is filled from the request
	Where   string // where it can occur, in a few words
	Source  string
	Grade   Grade
	Number  int // of an API with ErrorNames: the number on the wire; 0 means the API's own
}

// Row returns an ErrorRow of its columns, so that a table reads as one.
func Row(code string, http int, message, where, source string, grade Grade) ErrorRow {
	return ErrorRow{Code: code, HTTP: http, Message: message, Where: where, Source: source, Grade: grade}
}

// Setting is one point on which the profiles differ, or which nothing settles. A scenario may set it alone.
type Setting struct {
	Name       string   // "evs.error-fields"
	Values     []string // every value that it can take
	Documented string   // its value under the profile "documented"
	Observed   string   // its value under the profile "observed"
	What       string   // what it decides
	Source     string
	Grade      Grade // Inferred where neither the documents nor live services settle it
}

// Field is something that a scenario may say about a job or a step of one API.
type Field struct {
	Name string
	Kind FieldKind
	Note string
	// Members are the names in an Object that the vendor knows. Others are allowed.
	Members []string
}

// FieldKind is the YAML shape of a Field.
type FieldKind string

// The kinds of fields.
const (
	Text   FieldKind = "text"   // a string
	Number FieldKind = "number" // a whole number
	Bool   FieldKind = "truth"  // true or false
	Object FieldKind = "object" // a mapping
	Code   FieldKind = "code"   // a code of the error table, or {code, message}
	Any    FieldKind = "any"
)

// Fields are what a scenario said, by field name: string, int, float64, bool, nil, []any or map[string]any. A Code field
// is an ErrorRow already.
type Fields map[string]any

// FieldError is a fault of one field, found by a payload's constructor.
type FieldError struct{ Field, Message string }

// Error returns the field and the fault.
func (e *FieldError) Error() string { return e.Field + ": " + e.Message }
