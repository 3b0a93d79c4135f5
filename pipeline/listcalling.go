package pipeline

import (
	"regexp"
	"strings"

	"demarche/lists"
)

// callings are occupations for which lists hardly ever name anybody: who is given
// one beside the name is most often a namesake. Where the entry itself has the
// word it says nothing against.
var callings = func() *regexp.Regexp {
	words := strings.Fields(`
		actor actress footballer striker midfielder goalkeeper defender winger quarterback pitcher batsman bowler cricketer
		coach referee umpire athlete runner sprinter swimmer diver gymnast cyclist skier skater rower sailor golfer boxer
		wrestler judoka weightlifter weight-lifter fencer archer jockey surfer climber mountaineer marathoner medallist medalist
		singer rapper musician pianist violinist cellist drummer guitarist trumpeter saxophonist conductor composer soprano
		tenor baritone songwriter dancer ballerina choreographer dj comedian playwright novelist poet writer author
		screenwriter filmmaker cinematographer painter sculptor illustrator cartoonist photographer designer architect
		potter model influencer youtuber blogger columnist journalist reporter editor presenter broadcaster
		professor lecturer student pupil schoolboy schoolgirl teacher schoolteacher headmaster headmistress librarian
		historian philosopher sociologist anthropologist archaeologist linguist economist analyst mathematician astronomer
		biologist botanist zoologist ecologist entomologist meteorologist geologist oceanographer palaeontologist
		paleontologist virologist epidemiologist psychologist psychiatrist nurse midwife dentist surgeon cardiologist
		paediatrician pediatrician oncologist veterinarian vet pharmacist paramedic therapist physiotherapist
		chef cook baker barista waiter waitress bartender winemaker brewer butcher farmer fisherman beekeeper gardener
		carpenter plumber electrician bricklayer welder mechanic tailor barber hairdresser shopkeeper cashier postman
		firefighter lifeguard bus-driver bookseller pastor vicar nun astronaut magician puppeteer busker
		bride groom widow grandmother grandfather retiree pensioner toddler teenager`)
	phrases := []string{`film director`, `tennis player`, `chess (?:player|grandmaster)`, `(?:basketball|volleyball|hockey|rugby|baseball|handball|tuba|flute|piano|guitar|badminton|squash|snooker|darts) player`,
		`bus driver`, `taxi driver`, `truck driver`, `estate agent`, `fashion designer`, `opera singer`, `figure skater`}
	return regexp.MustCompile(`(?i)\b(` + strings.Join(append(phrases, words...), "|") + `)\b`)
}()

// calling is the occupation that the text gives a name right beside it: "striker
// X", "X, a film director".
func (t *listText) calling(find lists.Found) string {
	if m := callings.FindString(t.before(find)); m != "" {
		return m
	}
	return callings.FindString(t.apposition(find))
}
