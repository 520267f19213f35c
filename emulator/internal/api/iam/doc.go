// Package iam emulates the Identity and Access Management service of Open Telekom Cloud and Huawei Cloud, as far as
// clients need it to sign in: tokens, the catalog of services and their endpoints, and look-ups of projects and domains
// by name.
//
// A token is a job. It starts when it is issued, is valid for 24 hours and then expired, by the emulator's clock;
// issued_at is its start and expires_at its next change. So a scenario can script one that expires in the middle of
// polling:
//
//	settings: {auth: strict}
//	jobs:
//	  - {api: iam, id: tok1, timeline: [{status: valid, for: 3 polls}, {status: expired}]}
//
// A poll of a token is a request that carries it, under "auth: strict", or one that asks about it. The setting "auth"
// decides whether tokens, signatures and passwords are checked; package otc checks them in front of each service.
//
// The caller is checked under "auth: strict"; the set of projects never is, since tests invent theirs: an unknown name
// gets an ID derived from it, the same in each run, and is stored, and an unknown ID is taken as a project of the
// region eu-de [inferred].
//
// The catalog's URLs are made of the host and scheme of the request, so that a mapped port works. gophertelekomcloud
// rewrites them by replacing text; HostTrap returns which host names that breaks.
//
// Our choices [inferred]: which of several errors a bad request gets; the messages of IAM's own errors but 401, which
// the documents describe and do not print; a one-time password is accepted unchecked; a token obtained by a token has
// its own 24 hours; the user of an agency's token. The age of a signature is not checked.
//
// Not emulated: users, groups, policies and their administration, federation, temporary access keys, the pages of
// lists, and filters other than name.
package iam
