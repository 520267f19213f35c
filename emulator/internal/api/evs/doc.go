// Package evs is the Elastic Volume Service: disks, and the jobs that make, grow and remove them.
package evs
