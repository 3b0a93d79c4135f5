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
