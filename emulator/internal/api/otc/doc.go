// Package otc is what the services of Open Telekom Cloud and Huawei Cloud have in common, and no service of its own:
// the API gateway in front of EVS, SDRS and DRS, and the job document that EVS and SDRS share.
//
// The gateway responds first: 401 without a token, 404 for an unpublished path, 405 for a wrong method, 413 for a body
// over the limit. Its body is flat ({"error_msg","error_code","request_id"}) where the services behind it nest theirs
// ({"error":{"message","code"}}).
//
// By default the gateway accepts any non-empty X-Auth-Token and any SDK-HMAC-SHA256 Authorization. Under "auth: strict"
// the token must be a job of iam that is valid, the project of the path must be the token's, and a signature is
// verified, in both forms that clients use: gophertelekomcloud's and that of Huawei Cloud's SDKs. Not verified: the age
// of a signature [inferred], algorithms other than SDK-HMAC-SHA256, temporary keys with an X-Security-Token, and a POST
// with a query and no body, which gophertelekomcloud signs as if the query were the body.
//
// What EVS and SDRS share besides: the job query with its document (JobQuery, Document), what a scenario may say about
// such a job (Words, ParentSteps, NewAttributes, NewPayload), operations that decode a call, run once in the world and
// write JSON (Op, Member), how jobs are started and named (Spec, Child, Begin, NameJob), and the names by which SDRS
// finds and guards EVS's disks (Disk, Guarded), so that neither imports the other.
//
// Every API may import this package; the rule that no API imports another holds.
package otc
