package story

// shelf holds the stories of more than one report, and those that go by another
// id than their only report's.
type shelf struct {
	list   []shelved // 0 is not used
	free   []uint32
	byName table
}

type shelved struct {
	name    string
	members []uint32 // oldest first
}

func newShelf() shelf {
	return shelf{list: make([]shelved, 1), byName: table{slots: make([]uint32, 1<<6)}}
}

func (s *shelf) nameAt(i uint32) string { return s.list[i].name }

// find gives the index of a story.
func (s *shelf) find(name string) (uint32, bool) {
	return s.byName.find(name, func(i uint32, name string) bool { return s.list[i].name == name })
}

// add makes a story, which must not be there, and gives its index.
func (s *shelf) add(name string) uint32 {
	i := uint32(len(s.list))
	if k := len(s.free); k > 0 {
		i, s.free = s.free[k-1], s.free[:k-1]
	} else {
		s.list = append(s.list, shelved{})
	}
	s.list[i] = shelved{name: name}
	if 4*len(s.list) > 3*len(s.byName.slots) {
		s.byName = table{slots: make([]uint32, 2*len(s.byName.slots))}
		for k := range s.list {
			if s.list[k].members != nil {
				s.byName.put(uint32(k), s.list[k].name)
			}
		}
	}
	s.byName.put(i, name)
	return i
}

func (s *shelf) close(i uint32) {
	s.byName.remove(i, s.nameAt)
	s.list[i] = shelved{}
	s.free = append(s.free, i)
}

// story is the name of the story of report n.
func (m *memory) story(n uint32) string {
	if i := m.place(n % m.limit).story; i != 0 {
		return m.shelf.list[i].name
	}
	return m.id(n)
}

// members are the reports of the story of report n, oldest first.
func (m *memory) members(n uint32) []uint32 {
	if i := m.place(n % m.limit).story; i != 0 {
		return m.shelf.list[i].members
	}
	return []uint32{n}
}

// move puts a report into a story; "" into none.
func (m *memory) move(n uint32, story string) {
	e := m.place(n % m.limit)
	if e.story != 0 {
		if m.shelf.list[e.story].name == story {
			return
		}
		m.leave(n)
	}
	if story == "" {
		return
	}
	i, held := m.shelf.find(story)
	if !held {
		if story == m.id(n) {
			return // alone in its own story
		}
		i = m.shelf.add(story)
		if f := m.find(story); f != 0 && f != n {
			if founder := m.place(f % m.limit); founder.story == 0 {
				founder.story = i
				m.shelf.list[i].members = append(m.shelf.list[i].members, f)
			}
		}
	}
	e.story = i
	s := &m.shelf.list[i]
	s.members = append(s.members, n)
}

// leave takes a report out of its story on the shelf.
func (m *memory) leave(n uint32) {
	e := m.place(n % m.limit)
	i := e.story
	s := &m.shelf.list[i]
	kept := make([]uint32, 0, len(s.members))
	for _, x := range s.members {
		if x != n {
			kept = append(kept, x)
		}
	}
	s.members, e.story = kept, 0
	switch {
	case len(kept) == 0:
		m.shelf.close(i)
	case len(kept) == 1 && m.id(kept[0]) == s.name:
		m.place(kept[0] % m.limit).story = 0
		m.shelf.close(i)
	}
}

// rename puts all reports of a story into another.
func (m *memory) rename(from, to string) {
	i, ok := m.shelf.find(from)
	if !ok {
		if n := m.find(from); n != 0 && m.story(n) == from {
			m.move(n, to)
		}
		return
	}
	list := m.shelf.list[i].members
	m.shelf.close(i)
	for _, n := range list {
		m.place(n % m.limit).story = 0
	}
	for _, n := range list {
		m.move(n, to)
	}
}
