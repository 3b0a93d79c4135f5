package date

func (f *finder) glyph(i int) (when, bool) { return when{}, false }
