// Package terraform holds no code: its test lets Terraform apply, plan, change and destroy against the emulator, through
// an unmodified provider. It is a module of its own, since the provider is large:
//
//	cd testharness/clients/terraform && go test ./...
//
// The terraform command must be installed. The provider is built from the Go module proxy, at the version of go.mod: it is
// terraform-provider-openstack, which speaks Cinder's calls and waits for disks. The providers of Open Telekom Cloud and
// Huawei Cloud are in no module proxy; their requests are played by the tests of the APIs and by their SDKs in the
// clients module.
package terraform
