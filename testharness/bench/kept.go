package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
)

// kept are the ratios of an earlier run, as the tree has them.
type kept struct {
	Date    string             `json:"date"`
	Machine string             `json:"machine"`
	Ratios  map[string]float64 `json:"ratios"`
}

// allowed is how much of a kept ratio a later run must reach.
const allowed = 0.85

func readKept(file string) (kept, error) {
	var k kept
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &k)
	}
	return k, err
}

func (k kept) write(file string) error {
	text, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

// worse returns a line for each ratio that is more than 15 % below the kept one, and for each that was not measured.
func (k kept) worse(now map[string]float64) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(k.Ratios)) {
		ratio, measured := now[name]
		switch least := k.Ratios[name] * allowed; {
		case !measured:
			lines = append(lines, name+": kept, but not measured; was the case renamed? Then write the file anew with -keep")
		case ratio < least:
			lines = append(lines, fmt.Sprintf("%s: %.2f, but it was %.2f on %s (%s), and at least %.2f is wanted", name, ratio, k.Ratios[name], k.Date, k.Machine, least))
		}
	}
	return lines
}
