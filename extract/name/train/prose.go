package main

// prose are sentences as encyclopaedias, releases about sanctions and reports of
// war write them; the slots are those of write.
var prose = []string{
	"{Y} is a rock band from {C}, {N}.", "{Y} released their debut album \"{W}\" in 1998.", "The album \"{W}\" by {Y} reached number {#} in {N}.", "{P}, the singer of {Y}, wrote \"{W}\".", "{Y} toured with {Y} and {Y} in {N}.", "The band signed to {S} and recorded {W} in {C}.",
	"{Y} consists of {P}, {P} and {P}.", "{L} left {Y} to join {Y}.", "The song appeared in the film \"{W}\", directed by {P}.", "{W} is a novel by {P}, published in 19{##}.", "{L} played the lead in \"{W}\" for {S}.",
	"The {K} is a river in {N}.", "{K} is located near {C}, {N}.", "{C} is a town in {N}, close to the {K}.", "{C} is a village in {C} County in the state of {C}.", "The road runs from {C} to {C} along the {K}.", "{K} lies between {C} and {C}.", "The population of {C} was {##} at the census.", "It flows into the {K} at {C}.",
	"The {K} opened in 19{##} and serves {C}.", "Trains run from {C} to {C} and {C}.", "{L} was buried in {C}, near the {K}.", "The {C} area is part of {K}.", "There are schools in {C}, {C}, and {C}.",
	"{P} was educated at {S} and {S}.", "{P} graduated from {S} in 19{##}.", "{L} taught at {S} in {C} until 19{##}.", "{S} is a private school in {C}, {N}.", "The {S} was founded by {P} in {C}.", "{P} is a professor at {S}.", "{L} served as president of {S}.", "The {S} moved to {C} in 19{##}.", "He served with the {S} at {C}.", "The {S} and the {S} crossed the {K}.", "The {S} was assigned to the {S}.",
	"{P} (born 19{##} in {C}) is a footballer who plays for {T}.", "{L} began his career at {T} before moving to {T}.", "{L} played for {T}, {T} and {T}.", "He was traded to {T} for {P}.", "{L} made his debut against {T}.",
	"{O} makes computers and software in {C}.", "The store was sold to {O}, which closed it.", "{O} opened a shop at {C}.", "{O}, {O} and {O} are the anchors of the mall.", "{O} was bought by {O} in 19{##}.", "Games by {O} and {O} followed.",
	"OFAC designated {X} for supporting {G}.", "{X} is owned by {P}.", "{P} is the {R} of {X}.", "{G} and {X} were also designated.", "{X}, based in {C}, sold parts to {G}.", "The {A} company {X} used {X} to pay {G}.", "{R} {P} said that {G} had bought arms from {X}.", "{P} is a leader of {G}.", "{G} is a group active in {N}.", "The vessel {V} is owned by {X}.", "{V} is managed by {X} of {C}.",
	"{A} forces backed by {G} took {C} from {G}.", "{G} fighters attacked a post near {C}, northern {N}.", "Troops of {G} entered the {K} on {M} {#}.", "{G} claimed the attack in {C}.", "{R} {P} met {R} {P} in {C}.", "{R} {L} spoke with {L} by telephone.", "Air strikes hit {G} positions near {C} and {C}.", "The {S} fought {G} in the {K}.",
	"{P} and {L} founded {S} in {C}.", "In {C}, {L} met {P}, the son of {P}.", "King {L} died at {C} in the year {##}.", "{L} defeated {L} at {C}.", "{P} painted \"{W}\" in {C}.", "The {W} won an award at {C}.", "{L}'s second album, {W}, followed.",
}
