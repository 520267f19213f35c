// Package replicas lets several servers serve the same sessions behind one address.
//
// Each session has one owner at a time, by a lease in a store.Shared. Whichever replica gets a request serves it if it owns the session,
// takes the session if nobody owns it, and else forwards the request to the owner, by HTTP at the URL that the owner advertises, with a
// secret that all replicas share. While a session moves, requests get the API's own 503 with a Retry-After.
//
// Which sessions there are each replica knows from a list that it reads again before the list is as old as half a lease. Whoever creates
// or ends a session tells the others before it responds, and waits that long for one that does not respond: so a session is found at
// every replica from the moment its creation was acknowledged.
package replicas
