// Package ca makes the certificates of the HTTPS listener: a certificate authority, new at each start or from a file, and a
// server certificate that it signs, for the names by which clients reach the server.
//
// Clients trust the authority's PEM, which the server serves at /__admin/ca.pem. Certificates are valid in real time
// whatever clock the emulator has, because clients check them by their own clock.
package ca
