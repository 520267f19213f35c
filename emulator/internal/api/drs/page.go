package drs

import (
	"strconv"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// page is one page of a list: cur counts from 1, 0 asks for everything, and so does per 0.
type page struct{ cur, per int }

// maxPer is the most items of one page (drs_api_0150).
const maxPer = 100

// readPage reads page_req (drs_api_0150): page 1 of 5 tasks each unless it says otherwise.
func readPage(c *wire.Call, object gjson.Result) (page, error) {
	p := page{cur: 1, per: 5}
	if object.Type == gjson.Null {
		return p, nil
	}
	if !object.IsObject() {
		return p, wire.ErrMalformed
	}
	var cur, per gjson.Result
	object.ForEach(func(key, value gjson.Result) bool {
		switch key.String() {
		case "cur_page":
			cur = value
		case "per_page":
			per = value
		}
		return true
	})
	if !number(cur, &p.cur) || !number(per, &p.per) {
		return p, wire.ErrMalformed
	}
	return p, p.check(c)
}

// number reads a whole number; null leaves the default. It answers false for anything else, a string of digits included.
func number(v gjson.Result, to *int) bool {
	if v.Type == gjson.Null {
		return true
	}
	n, err := strconv.ParseInt(v.Raw, 10, 32)
	*to = int(n)
	return err == nil && v.Type == gjson.Number
}

// check answers what is wrong with a page by itself.
func (p page) check(c *wire.Call) error {
	switch {
	case p.per < 0 || p.per > maxPer:
		return table.Error("DRS.M00210", "per_page ranges from 0 to 100.")
	case p.cur < 0 || p.cur == 0 && c.Setting(curPageZero) == "reject":
		return table.Error("DRS.M00210", "cur_page starts from 1.")
	}
	return nil
}

// piece gives the part of a list of n items that stands on the page; behind the last page there is none.
func (p page) piece(n int) (from, to int) {
	per := p.per
	if per == 0 || p.cur == 0 {
		per = n
	}
	from = min(max(p.cur-1, 0)*per, n)
	return from, min(from+per, n)
}

// cut is piece for a list that is not empty. It refuses a page behind the last one, unless a setting allows it.
func (p page) cut(c *wire.Call, n int) (from, to int, err error) {
	from, to = p.piece(n)
	if from == n && c.Setting(pageOverflow) == "reject" {
		err = table.Error("DRS.M00211")
	}
	return from, to, err
}
