// Package plain parses the part of YAML in which scenarios with many jobs are written, several times as fast as the YAML library:
// block mappings and sequences, flow collections in one line, and texts without escapes. Parse returns nil for everything
// else, be it another part of YAML or no YAML at all, and the caller asks the library. What it does return is what the library
// returns, without the comments; a fuzz test compares the two.
package plain
