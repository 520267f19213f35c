// Package otc is what the services of Open Telekom Cloud and Huawei Cloud have in common, and no service of its own: the
// API gateway that stands before EVS, SDRS and DRS, and the job document that EVS and SDRS share.
//
// The gateway answers first: 401 without a token, 404 for a path that nobody published, 405 for a wrong method, 413 for
// a body over the limit. Its body is flat ({"error_msg","error_code","request_id"}) where the services behind it nest
// theirs ({"error":{"message","code"}}).
//
// By default any non-empty X-Auth-Token and any SDK-HMAC-SHA256 Authorization opens the gate. Under "auth: strict" the
// token must be a job of iam that is valid, the project of the path its project, and a signature is verified, in both
// forms that clients sign in: gophertelekomcloud's and that of Huawei Cloud's SDKs. Not verified: how old a signature is
// [inferred], algorithms other than SDK-HMAC-SHA256, temporary keys with an X-Security-Token, and a POST with a query and no
// body, which gophertelekomcloud signs as if the query were the body.
//
// What EVS and SDRS share besides: the job query with its document (JobQuery, Document), what a scenario says of such a job
// (Words, Law, NewAbout, NewSay), how their calls are decoded, done once in the world and answered (Op, Member), how they
// start and name jobs (Spec, Child, Begin, NameJob), and the names by which SDRS finds and guards EVS's disks (Disk,
// Guarded), so that neither has to know the other.
//
// The package stands beside the APIs in the house, and they may import it; the rule that no API imports another holds.
package otc
