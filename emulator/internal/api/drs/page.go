package drs

import (
	"strconv"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// page selects a page of a list. cur counts from 1; if cur or per is 0, the page has all items.
type page struct{ cur, per int }

// maxPer is the maximum of per_page (drs_api_0150).
const maxPer = 100

// readPage decodes page_req (drs_api_0150); the default is page 1 of 5 tasks each.
func readPage(c *wire.Call, object gjson.Result) (page, error) {
	p := page{cur: 1, per: 5}
	if object.Type == gjson.Null {
		return p, nil
	}
	if !object.IsObject() {
		return p, wire.WrongType("page_req", "an object")
	}
	var cur, per gjson.Result
	object.ForEach(func(key, value gjson.Result) bool {
		switch key.String() {
		case "cur_page":
			cur = value
		case "per_page":
			per = value
		default:
			c.Ignored("page_req." + key.String())
		}
		return true
	})
	if !number(cur, &p.cur) || !number(per, &p.per) {
		return p, wire.Because(wire.ErrMalformed, "cur_page and per_page of page_req must be whole numbers")
	}
	return p, p.check(c)
}

// number decodes an integer; null leaves the default. It reports false for any other value, also for a string of
// digits.
func number(v gjson.Result, to *int) bool {
	if v.Type == gjson.Null {
		return true
	}
	n, err := strconv.ParseInt(v.Raw, 10, 32)
	*to = int(n)
	return err == nil && v.Type == gjson.Number
}

// check returns an error if the page is outside its documented range.
func (p page) check(c *wire.Call) error {
	switch {
	case p.per < 0 || p.per > maxPer:
		return table.Error("DRS.M00210", "per_page ranges from 0 to 100.")
	case p.cur < 0 || p.cur == 0 && c.Setting(curPageZero) == "reject":
		return table.Error("DRS.M00210", "cur_page starts from 1.")
	}
	return nil
}

// bounds returns the part of a list of n items that is on the page. A page after the last one is empty.
func (p page) bounds(n int) (from, to int) {
	per := p.per
	if per == 0 || p.cur == 0 {
		per = n
	}
	from = min(max(p.cur-1, 0)*per, n)
	return from, min(from+per, n)
}

// checkedBounds is like bounds, for a list that is not empty. It returns an error for a page after the last one, unless
// the setting drs.page-overflow allows it.
func (p page) checkedBounds(c *wire.Call, n int) (from, to int, err error) {
	from, to = p.bounds(n)
	if from == n && c.Setting(pageOverflow) == "reject" {
		err = table.Error("DRS.M00211")
	}
	return from, to, err
}
