package grammar

import "github.com/jobsim/jobsim/emulator/job"

// Resource is the table of a resource, without the fields of its kind.
var Resource = []Field{
	{Name: "api", Kind: Text, Required: true, Note: "the API that the thing belongs to"},
	{Name: "kind", Kind: Text, Required: true, Note: "what it is, such as volume", Also: "type"},
	{Name: "id", Kind: Text, Required: true, Note: "its id, as a client writes it"},
	{Name: "project", Kind: Text, Note: "the tenant whose it is; any tenant's if left out", Also: "project_id"},
	{Name: "born", Kind: Instant, Note: "when it was created; at the start of the emulator if left out", Also: "created_at"},
	{Name: "updated", Kind: Instant, Note: "when it last changed; when it was created if left out", Also: "updated_at"},
	{Name: "status", Kind: Text, Note: "its status"},
}

// OfResource returns the fields of a resource of a kind.
func OfResource(kind job.ResourceKind) []Field { return extended(Resource, kind.Fields) }
