package lists

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// waiting is a queue of byte strings: in memory, or in a file that a caller gave.
type waiting struct {
	file   io.ReadWriteSeeker
	out    *bufio.Writer
	in     *bufio.Reader
	memory [][]byte
}

func newWaiting(file io.ReadWriteSeeker) *waiting {
	w := &waiting{file: file}
	if file != nil {
		w.out = bufio.NewWriterSize(file, 64<<10)
	}
	return w
}

func (w *waiting) add(b []byte) error {
	if w.file == nil {
		w.memory = append(w.memory, b)
		return nil
	}
	_, err := w.out.Write(binary.AppendUvarint(nil, uint64(len(b))))
	if err == nil {
		_, err = w.out.Write(b)
	}
	if err != nil {
		return fmt.Errorf("set entries aside: %w", err)
	}
	return nil
}

// rewind ends the adding; next then gives the strings in their order.
func (w *waiting) rewind() error {
	if w.file == nil {
		return nil
	}
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("set entries aside: %w", err)
	}
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("take up entries set aside: %w", err)
	}
	w.in = bufio.NewReaderSize(w.file, 64<<10)
	return nil
}

func (w *waiting) next() ([]byte, error) {
	if w.file == nil {
		b := w.memory[0]
		w.memory[0], w.memory = nil, w.memory[1:]
		return b, nil
	}
	n, err := binary.ReadUvarint(w.in)
	if err != nil {
		return nil, fmt.Errorf("take up entries set aside: %w", err)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(w.in, b); err != nil {
		return nil, fmt.Errorf("take up entries set aside: %w", err)
	}
	return b, nil
}
