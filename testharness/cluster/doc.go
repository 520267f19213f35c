// Package cluster holds no code: its tests run several replicas of jobsim with one Redis, as processes, and check that clients cannot tell
// them from one server, whatever happens to them. They need redis-server (or valkey-server), which .ci/setup installs; without it they
// are skipped, and fail where the variable CI is set.
//
//	cd testharness/cluster && go test ./...              # the proof in its short form, 10 s of load
//	cd testharness/cluster && go test -run Proof -load 60s -v ./...
//
// The folder has what one needs to run replicas too: compose.yaml and kubernetes.yaml, which the tests validate. README.md says when one
// needs this and when not.
package cluster
