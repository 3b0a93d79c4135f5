package lists

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// maxSheet bounds a spreadsheet once unpacked; the published ones stay under
// 20 MB. The same bound for both limits keeps the library from unpacking to disk.
const maxSheet = 256 << 20

// sheets reads a workbook row by row, cells as stored.
func sheets(r io.Reader, each func(sheet string, cells []string) error) error {
	f, err := excelize.OpenReader(r, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxSheet, UnzipXMLSizeLimit: maxSheet})
	if err != nil {
		return fmt.Errorf("open workbook: %w", err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.Rows(name)
		if err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
		for rows.Next() {
			cells, err := rows.Columns(excelize.Options{RawCellValue: true})
			if err != nil {
				return fmt.Errorf("sheet %q: %w", name, err)
			}
			if err := each(name, cells); err != nil {
				return err
			}
		}
		if err := rows.Error(); err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
		if err := rows.Close(); err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
	}
	return nil
}

// serial gives the civil date behind a spreadsheet's day number, which is how
// date cells are stored; other texts are given back.
func serial(cell string) string {
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n < 3000 || n > 80000 {
		return cell
	}
	t, err := excelize.ExcelDateToTime(n, false)
	if err != nil {
		return cell
	}
	return t.Format("2006-01-02")
}
