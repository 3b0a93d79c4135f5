package demarche

import "time"

// StoryMove is an item that went from one story to another.
type StoryMove struct {
	Item string `json:"item"`
	From string `json:"from"`
	To   string `json:"to"`
}

// MendRecord says what one night's mend of the stories looked at and changed.
type MendRecord struct {
	Day     string      `json:"day"` // civil day, UTC
	Started time.Time   `json:"started"`
	Ended   time.Time   `json:"ended"` // of the last piece
	Last    string      `json:"last,omitempty"`
	Seen    int         `json:"seen"`   // items looked at
	Moved   int         `json:"moved"`  // items that changed their story
	Merged  int         `json:"merged"` // stories that went into others
	Split   int         `json:"split"`  // stories that came out of others
	Done    bool        `json:"done"`   // all items were looked at; else the next night goes on behind Last
	Moves   []StoryMove `json:"moves"`  // the first of them, at most MendMoves
}

// MendMoves is how many moves a record keeps.
const MendMoves = 500

// Add counts a piece of the mend in.
func (r *MendRecord) Add(moved []StoryMove, seen int, last string, done bool, now time.Time) {
	r.Seen, r.Last, r.Done, r.Ended = r.Seen+seen, last, done, now
	r.Moved += len(moved)
	founded, left := map[string]bool{}, map[string]bool{}
	for _, m := range moved {
		if m.Item == m.To { // a story is named by the report that founded it
			founded[m.To] = true
		}
		if m.Item == m.From {
			left[m.From] = true
		}
	}
	r.Split, r.Merged = r.Split+len(founded), r.Merged+len(left)
	r.Moves = append(r.Moves, moved[:min(len(moved), MendMoves-len(r.Moves))]...)
}
