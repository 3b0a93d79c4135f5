package main

import "time"

// zoneOf reads an offset ("+09:00") or an IANA zone name.
func zoneOf(s string) (*time.Location, bool) {
	if s == "" {
		return nil, false
	}
	if t, err := time.Parse("-07:00", s); err == nil {
		return t.Location(), true
	}
	loc, err := time.LoadLocation(s)
	return loc, err == nil
}
