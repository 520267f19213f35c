// Package sdrs is the Storage Disaster Recovery Service: protection groups, and the jobs that work on them.
package sdrs
