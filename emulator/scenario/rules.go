package scenario

import "go.yaml.in/yaml/v3"

// rules is where what a client's calls do will be read.
func (r *reader) rules(at *yaml.Node) {
	r.fault(at, "rules under on: are not supported yet", "", "")
}
