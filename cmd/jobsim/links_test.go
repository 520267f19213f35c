package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLinks wants every file and every heading that a page of the repository points to.
func TestLinks(t *testing.T) {
	t.Parallel()
	pages := 0
	require.NoError(t, filepath.WalkDir(filepath.Join("..", ".."), func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." && entry.Name() != ".github":
			return fs.SkipDir
		case filepath.Ext(file) == ".md":
			pages++
			linked(t, file)
		}
		return nil
	}))
	require.GreaterOrEqual(t, pages, 6)
}

// linked follows the links of a page.
func linked(t *testing.T, page string) {
	t.Helper()
	for _, link := range regexp.MustCompile(`\]\(([^)]*)\)`).FindAllStringSubmatch(prosaic(t, page), -1) {
		to, heading, _ := strings.Cut(link[1], "#")
		if strings.HasPrefix(to, "https://") {
			continue
		}
		file := page
		if to != "" {
			file = filepath.Join(filepath.Dir(page), to)
			_, err := os.Stat(file)
			require.NoError(t, err, "%s points to %s", page, link[1])
		}
		if heading != "" {
			require.Contains(t, headings(t, file), heading, "%s points to %s", page, link[1])
		}
	}
}

// headings are the anchors of a page, as they are made of its headings.
func headings(t *testing.T, page string) []string {
	t.Helper()
	var all []string
	for _, h := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(prosaic(t, page), -1) {
		plain := regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(h[1]), "")
		all = append(all, strings.ReplaceAll(plain, " ", "-"))
	}
	return all
}

// prosaic is a page without its fenced blocks, in which # begins a comment.
func prosaic(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	return regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(string(text), "")
}
