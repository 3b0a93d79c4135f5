package pipeline

import (
	"context"
	"fmt"

	"demarche"
)

// story is the story step: it asks the grouper which story each item belongs
// to. Items outside the window that move with them are indexed again.
func (p *Pipeline) story(ctx context.Context, job *job) error {
	if len(job.works) == 0 {
		return nil
	}
	views := make([]demarche.ItemView, len(job.works))
	byID := make(map[string]*work, len(job.works))
	for i, w := range job.works {
		views[i] = w.ItemView
		byID[w.Item.ID] = w
		w.changed = false
	}
	assigned, err := p.cfg.Story(ctx, views)
	if err != nil {
		return fmt.Errorf("group: %w", err)
	}
	for _, a := range assigned {
		if a.Features != nil {
			job.out.Annotations = append(job.out.Annotations, demarche.Annotation{Item: a.Item, Step: StepStory, Version: p.cfg.StoryVersion, Data: a.Features})
		}
		w := byID[a.Item]
		switch {
		case w == nil:
			job.out.Todo = append(job.out.Todo, demarche.Todo{Step: StepIndex, Item: a.Item})
		case w.Story != a.Story:
			w.Story, w.changed = a.Story, true
		default:
			continue
		}
		job.out.Stories = append(job.out.Stories, a)
	}
	return nil
}

// mend does a piece of the nightly mend of the stories. Items that moved are
// written under the story step's claim and indexed again.
func (p *Pipeline) mend(ctx context.Context) (bool, error) {
	step := p.steps[len(p.steps)-1]
	if p.cfg.Mend == nil || step.name != StepStory || step.refused != nil {
		return false, nil
	}
	more, err := p.cfg.Mend(ctx, func(moved []demarche.StoryAssignment) error {
		job := &job{out: demarche.Outcome{Owner: p.cfg.Owner, Stories: moved}}
		// A move to where the cursor stands fails when the step has another owner.
		job.out.Moves = []demarche.CursorMove{{Step: step.name, Old: step.state.Cursor, New: step.state.Cursor}}
		for _, a := range moved {
			job.out.Todo = append(job.out.Todo, demarche.Todo{Step: StepIndex, Item: a.Item})
		}
		return p.commit(ctx, job)
	})
	if err != nil {
		return false, fmt.Errorf("pipeline: mend stories: %w", err)
	}
	return more, nil
}
