package store

import (
	"context"
	"database/sql"
	"fmt"
)

// StoryFeatures calls visit for the newest items that are in a story, at most
// limit, the oldest first, with what the story step kept of each.
func (s *Store) StoryFeatures(ctx context.Context, limit int, visit func(item, story string, features []byte) error) error {
	err := rows(ctx, s.news.r, `
		SELECT si.item, si.story, a.data
		FROM (SELECT id, seq FROM item ORDER BY seq DESC LIMIT $1) i
		JOIN story_item si ON si.item = i.id
		JOIN annotation a ON a.item = i.id AND a.step = $2
		ORDER BY i.seq`, []any{limit, stepStory}, func(r *sql.Rows) error {
		var item, story string
		var data []byte
		if err := r.Scan(&item, &story, &data); err != nil {
			return err
		}
		return visit(item, story, data)
	})
	if err != nil {
		return fmt.Errorf("store: read the features of stories: %w", err)
	}
	return nil
}
