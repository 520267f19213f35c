// Package samples holds what the tests of package scenario and of its subpackages share: small vocabularies, scripts drawn at
// random, and the files under testdata with their goldens.
package samples
