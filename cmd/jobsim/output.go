package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// The formats of --output.
const (
	asTable = "table"
	asJSON  = "json"
	asYAML  = "yaml"
)

// addOutputFlag adds --output to a command, or to those below it if flags are its persistent ones.
func addOutputFlag(cmd *cobra.Command, flags *pflag.FlagSet, output *string) {
	*output = asTable
	flags.VarP(choice{output, []string{asTable, asJSON, asYAML}}, "output", "o", "`FORMAT`: table for people, json or yaml for programs")
	completeFlag(cmd, "output", words(asTable, asJSON, asYAML))
}

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	words []string
}

// Set implements pflag.Value.
func (c choice) Set(text string) error {
	if !slices.Contains(c.words, text) {
		return errors.New("want " + c.Type())
	}
	*c.value = text
	return nil
}

// String implements pflag.Value.
func (c choice) String() string { return *c.value }

// Type returns the words that the flag takes, which is what messages say that they want.
func (c choice) Type() string {
	last := len(c.words) - 1
	return strings.Join(c.words[:last], ", ") + " or " + c.words[last]
}

// printAs prints a value in one of the formats of --output: as a table by write, else as JSON or YAML with the names that
// its JSON encoding has.
func printAs[T any](w io.Writer, output string, value T, write func(io.Writer, T) error) error {
	var text bytes.Buffer
	switch output {
	case asTable:
		return write(w, value)
	case asJSON:
		return writeJSON(w, value)
	}
	if err := writeJSON(&text, value); err != nil {
		return err
	}
	return writeYAML(w, text.Bytes())
}

// writeYAML writes a JSON document as YAML with the members in their order.
func writeYAML(w io.Writer, text []byte) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil { // JSON is YAML
		return fail(exitRuntime, "%w", err)
	}
	var plain func(*yaml.Node)
	plain = func(n *yaml.Node) {
		n.Style = 0
		for _, c := range n.Content {
			plain(c)
		}
	}
	plain(&doc)
	enc := yaml.NewEncoder(w)
	enc.SetIndent(2)
	if err := enc.Encode(&doc); err != nil {
		return fail(exitRuntime, "%w", err)
	}
	return enc.Close()
}

// writeJSON writes a value as indented JSON without escapes for HTML, as it is on the wire.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
