package story

// params are the numbers of the model. They were set by hand: each is a round
// number in the middle of a range in which the measured quality hardly changes
// (docs/quality.md), none was fitted.
type params struct {
	threshold float64 // likeness from which two reports are of one event

	// Reports of one event come out within days; a later one tells of it as
	// background. The factor falls from timeNear to timeFar as a bell curve.
	timeNear, timeFar float64
	timeWidth         float64 // days

	eventSame, eventNext, eventOther, eventUnsure float64 // factors: the texts give the same day for the event, the next, others
	eventNone                                     float64 // factor: neither text gives a day, and they came out days apart
	eventFar                                      float64 // factor: the days of the events lie far apart, and those of the reports too
	actionSame, actionOther                       float64 // factors: the same kind of action is the main one, or others

	actionTold                        float64 // factor: the one tells besides of what is the main action of the other
	actorSame, actorOther, actorJoint float64 // factors: the same state or body acts, others, or others together
	veto                              float64 // what speaks against two authorities' own reports being of one event
	severalOther                      float64 // factor: only one tells of several events

	foreignWeight float64 // part of the likeness of names and numbers alone that counts between languages
	foreignLeast  int     // terms that must be shared for it
	foreignVague  float64 // factor: only countries and days are shared
	foreignAgree  float64 // the least likeness when actor, day and kind of action agree

	copyLikeness float64 // likeness of near-copies, which time lessens by half at most
	copyOverlap  float64 // cosine of terms that must confirm a near-copy

	// A group's density is its mean likeness against typical, as if calm more
	// pairs of typical likeness were in it; the likeness of two groups counts
	// against the geometric mean of their densities to the power of cohesion.
	typical, calm, cohesion float64

	// What two groups of at least contrastLeast reports say against each other
	// divides their likeness: see [joiner.contrast].
	contrastLeast                  int
	contrastWeight, contrastShared float64
	contrastMost                   float64
}

func builtin() *params {
	return &params{
		threshold: 0.06,
		timeNear:  1.6, timeFar: 0.05, timeWidth: 3.3,
		eventSame: 1.2, eventNext: 0.8, eventOther: 0.5, eventUnsure: 0.8, eventNone: 0.5, eventFar: 0.25,
		actorSame: 1.2, actorOther: 0.3, actorJoint: 0.9,
		actionSame: 1.15, actionTold: 1, actionOther: 0.85,
		veto: 0.2, severalOther: 0.02,
		foreignWeight: 0.4, foreignLeast: 3, foreignVague: 0.3, foreignAgree: 0.06,
		copyLikeness: 0.9, copyOverlap: 0.7,
		typical: 0.2, calm: 3, cohesion: 1.2,
		contrastLeast: 3, contrastWeight: 0.5, contrastShared: 0.3, contrastMost: 0.8,
	}
}
