package scenario

import (
	"fmt"
	"strings"
)

// nearest returns the known word that was probably meant, or "" if none is near.
func nearest(word string, known []string) string {
	const longest = 64
	if len(word) > longest {
		return ""
	}
	best, least := "", (len(word)+1)/3+1
	for _, k := range known {
		if len(k) > longest {
			continue
		}
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance returns how many characters must be inserted, removed, changed or swapped with their neighbour to turn one word
// into the other.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := rows[i-1][j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

// meant is DidYouMean.
func meant(word string, known []string) string { return didYouMean(nearest(word, known)) }

// DidYouMean returns "did you mean evs?" with the known word nearest to the given one, or "" if none is near.
func DidYouMean(word string, known []string) string { return meant(word, known) }

// didYouMean returns the question for a word, or "" for "".
func didYouMean(word string) string {
	if word == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", word)
}

// oneOf lists words for a message, only the first ones if there are many.
func oneOf(words []string) string {
	const most = 12
	switch n := len(words); {
	case n == 0:
		return ""
	case n == 1:
		return words[0]
	case n > most:
		return fmt.Sprintf("one of %s, … (%d in all)", strings.Join(words[:most], ", "), n)
	default:
		return fmt.Sprintf("%s or %s", strings.Join(words[:n-1], ", "), words[n-1])
	}
}
