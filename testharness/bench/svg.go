package main

import (
	"bytes"
	"fmt"
)

// draw returns a picture of the ratios: one bar each, with a mark where its budget lies.
func draw(figures []figure) []byte {
	const left, wide, row = 260, 360, 26
	var bars []figure
	for _, f := range figures {
		if f.ratio > 0 {
			bars = append(bars, f)
		}
	}
	height := row*len(bars) + 40
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", left+wide+60, height)
	b.WriteString(`<style>text{fill:#333}.bar{fill:#4c8bc0}.over{fill:#c0504d}.mark{stroke:#333;stroke-width:2}` +
		`@media (prefers-color-scheme:dark){text{fill:#ddd}.mark{stroke:#ddd}}</style>` + "\n")
	for i, f := range bars {
		y := 10 + i*row
		class := "bar"
		if f.least > 0 && !f.within {
			class = "over"
		}
		name := f.what[:max(len(f.what)-len(", bare net/http's cost over ours"), 0)]
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text>`, left-8, y+14, name)
		fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%d" width="%.0f" height="%d" rx="2"/>`, class, left, y, min(f.ratio, 1.1)*wide, row-8)
		if f.least > 0 {
			fmt.Fprintf(&b, `<line class="mark" x1="%[1]g" x2="%[1]g" y1="%d" y2="%d"/>`, left+f.least*wide, y-2, y+row-6)
		}
		fmt.Fprintf(&b, `<text x="%.0f" y="%d">%.2f</text>`+"\n", left+min(f.ratio, 1.1)*wide+6, y+14, f.ratio)
	}
	fmt.Fprintf(&b, `<text x="10" y="%d">throughput as a ratio of a bare net/http handler; the line is the budget</text>`+"\n</svg>\n", height-8)
	return b.Bytes()
}
