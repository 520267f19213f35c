// Package ca makes the certificates of the HTTPS listener: an authority of its own at each start, or one from a file, and
// a server certificate signed by it for the names by which clients call the server.
//
// Clients trust the authority's PEM, which the server hands out at /__admin/ca.pem. Certificates are valid by real time
// whatever clock the emulator has, because it is the client's clock that checks them.
package ca
