package extract

import (
	"demarche"
)

// maxListed bounds the parties of a listing that its action names; all of them are
// the designees.
const maxListed = 8

// listedTargets makes those whom a text lists, delists or amends the ones on whom
// that action falls.
func listedTargets(actions []demarche.Action, parties []demarche.Designee) {
	changes := map[demarche.ActionKind]string{"designation": "listed", "removal": "removed", "amendment": "amended"}
	for i := range actions {
		change := changes[actions[i].Kind]
		if change == "" {
			continue
		}
		var on []demarche.Target
		for _, d := range parties {
			if d.Change == change && len(on) < maxListed {
				on = append(on, demarche.Target{Name: d.Name, Kind: targetKind(d.Schema), Start: d.Start, End: d.End})
			}
		}
		if len(on) > 0 {
			actions[i].On = on
		}
	}
}

// targetKind is the kind of name that a designee of a schema bears.
func targetKind(schema string) demarche.MentionKind {
	switch schema {
	case "Person":
		return demarche.MentionPerson
	case "Vessel":
		return demarche.MentionVessel
	case "Airplane":
		return demarche.MentionAircraft
	}
	return demarche.MentionOrganisation
}
