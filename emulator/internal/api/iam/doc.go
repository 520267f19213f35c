// Package iam is the Identity and Access Management service of Open Telekom Cloud and Huawei Cloud, as far as clients
// need it to sign in: tokens, the catalog that tells them where the services are, and the look-ups of projects and
// domains by name.
//
// A token is a job. It is born when it is issued, valid for 24 hours and then expired, by the emulator's clock; issued_at
// is its birth and expires_at its next change. So a scenario can script one that expires in the middle of polling:
//
//	settings: {auth: strict}
//	jobs:
//	  - {api: iam, id: tok1, timeline: [{status: valid, for: 3 polls}, {status: expired}]}
//
// A poll of a token is a request that shows it, under "auth: strict", or one that asks about it. Whether tokens,
// signatures and passwords are looked at is the setting "auth"; the gate itself is in package otc, before each service.
//
// Who calls is checked under "auth: strict"; which projects there are never is, since tests make up their own: a name
// that nobody knows gets an id made of it, the same in each run, and is remembered, and an id that nobody knows is taken
// for a project of the region eu-de [inferred].
//
// The catalog's URLs are made of the host and scheme of the request, so that a mapped port works. gophertelekomcloud
// rewrites them by replacing text; HostTrap tells which host names that breaks.
//
// Choices of ours [inferred]: which of several refusals a bad request gets; the texts of IAM's own refusals but 401, which
// the documents describe and do not print; a one-time password is taken unread; a token obtained by a token lives its own
// 24 hours; the user of an agency's token. The age of a signature is not checked.
//
// Not emulated: users, groups, policies and their administration, federation, temporary access keys, the pages of lists,
// and filters other than name.
package iam
