package coverage

import (
	"cmp"
	"slices"
)

// Key is what makes two items the same.
type Key struct {
	Section     Section
	Group, Name string
}

// Items are items by their keys, of which a Coverage is made.
type Items map[Key]*Item

// Add adds an item, or its count to that of the item that there is, and returns it.
func (s Items) Add(i Item) *Item {
	k := Key{i.Section, i.Group, i.Name}
	one := s[k]
	if one == nil {
		one = &i
		s[k] = one
		return one
	}
	one.Count += i.Count
	one.Place, one.Show = cmp.Or(one.Place, i.Place), cmp.Or(one.Show, i.Show)
	return one
}

// Count counts one more of an item, which is added if there is none.
func (s Items) Count(section Section, group, name string) {
	i := s[Key{section, group, name}]
	if i == nil {
		i = s.Add(Item{Section: section, Group: group, Name: name})
	}
	i.Count++
}

// Coverage returns the items in their order. What clients were shown has no way to show it.
func (s Items) Coverage() Coverage {
	c := Coverage{Items: make([]Item, 0, len(s))}
	for _, i := range s {
		one := *i
		if one.Count > 0 {
			one.Show = ""
		}
		c.Items = append(c.Items, one)
	}
	slices.SortFunc(c.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(slices.Index(sections, a.Section), slices.Index(sections, b.Section)), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Name, b.Name))
	})
	return c
}
