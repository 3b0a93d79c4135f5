package screen

import (
	"fmt"
	"strings"

	"demarche"
)

// doubts says what in a query cannot be right. It is looked for all the same:
// lists have their own slips.
func doubts(q demarche.ScreenQuery) []string {
	var out []string
	if fault := imoFault(plain(q.IMO)); fault != "" {
		out = append(out, fmt.Sprintf("IMO number %s cannot be right: %s; it was looked for as given", strings.TrimSpace(q.IMO), fault))
	}
	return out
}

// imoFault says what is wrong with an IMO number, "" when nothing is. The seventh
// figure is the last one of the sum of the first six, weighted 7 to 2
// (IMO Resolution A.1117(30)).
func imoFault(n string) string {
	if n == "" {
		return ""
	}
	n = strings.TrimPrefix(n, "IMO")
	if len(n) != 7 || strings.Trim(n, "0123456789") != "" {
		return "it has seven figures"
	}
	sum := 0
	for i := range 6 {
		sum += int(n[i]-'0') * (7 - i)
	}
	if want := byte('0' + sum%10); n[6] != want {
		return fmt.Sprintf("its check figure is %c, and would have to be %c", n[6], want)
	}
	return ""
}
