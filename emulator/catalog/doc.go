// Package catalog lists what a user of jobsim can look up: every native error of the APIs with the bytes that carry it and the ways
// to get it, and every point in which jobsim differs from a document or a live service.
//
// [Errors] requests each error from an emulator in which a rule responds with it, so that what the catalog shows is what a client
// gets. [Fidelity] collects the settings, the choices and the inferred errors that the APIs declare, and
// the statements of the documents that do not hold.
package catalog
