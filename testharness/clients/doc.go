// Package clients holds no code: its tests let unmodified clients work against the emulator, each through its own sign-in,
// its own requests and its own reading of the answers. It is a module of its own, so that their dependencies stay out of
// the emulator's:
//
//	cd testharness/clients && go vet ./... && go test ./...
//
// The clients are the Go SDK of Huawei Cloud (signed requests), gophertelekomcloud (password, token and signatures),
// gophercloud (Keystone and Cinder), the openstack command line, which must be installed, and for Element, of which no
// client can be had as a Go module, a strict one of typed structs. Where a client leaves it to its caller how long to
// wait, the tests move a manual clock between two polls; where it sleeps by itself, the emulator's clock runs fast or
// client and emulator live in a bubble of testing/synctest. So no test waits longer than the client itself.
//
// Not run here: the Terraform providers, the SDKs in other languages, Ansible. Their sequences of requests are played in
// the tests of the APIs.
package clients
