-- Times are UTC Unix milliseconds, 0 when unknown. JSON is text. The same text
-- runs on SQLite and PostgreSQL.

CREATE TABLE meta (
  key   text PRIMARY KEY,
  value text NOT NULL
);

-- One row. Its lock makes the order of commits the order of seq.
CREATE TABLE clock (
  one bigint PRIMARY KEY CHECK (one = 1),
  seq bigint NOT NULL
);
INSERT INTO clock (one, seq) VALUES (1, 0);

CREATE TABLE source (
  id   text PRIMARY KEY,
  data text NOT NULL
);

CREATE TABLE feed_state (
  feed          text PRIMARY KEY,
  etag          text NOT NULL,
  last_modified text NOT NULL,
  body_hash     text NOT NULL,
  due           bigint NOT NULL,
  failures      bigint NOT NULL,
  last_try      bigint NOT NULL,
  last_ok       bigint NOT NULL,
  last_item     bigint NOT NULL
);

-- The last 50 requests of each feed.
CREATE TABLE feed_fetch (
  feed   text NOT NULL,
  at     bigint NOT NULL,
  id     text NOT NULL,
  source text NOT NULL,
  data   text NOT NULL,
  sample bytea,
  PRIMARY KEY (feed, at, id)
);
CREATE INDEX feed_fetch_source ON feed_fetch (source, at, feed, id);

CREATE TABLE item (
  id         text PRIMARY KEY,
  seq        bigint NOT NULL,
  source     text NOT NULL REFERENCES source (id),
  feed       text NOT NULL,
  key        text NOT NULL,
  url        text NOT NULL,
  title      text NOT NULL,
  summary    text NOT NULL,
  lang       text NOT NULL,
  authors    text NOT NULL,
  published  bigint NOT NULL,
  claim      text NOT NULL, -- the rest of demarche.Published
  first_seen bigint NOT NULL,
  changed    bigint NOT NULL,
  document   text NOT NULL,
  gone       bigint NOT NULL
);
CREATE UNIQUE INDEX item_seq ON item (seq);

-- Every identity key an entry has been seen under. It is written before the item,
-- in the same transaction, so it has no foreign key: SQLite would search the
-- whole table for it at every new item.
CREATE TABLE item_key (
  source text NOT NULL,
  key    text NOT NULL,
  item   text NOT NULL,
  PRIMARY KEY (source, key)
);

-- Every document or title an item has had; the extract step reads them in order.
CREATE TABLE item_version (
  item     text NOT NULL REFERENCES item (id),
  seq      bigint NOT NULL,
  document text NOT NULL,
  title    text NOT NULL,
  seen     bigint NOT NULL,
  PRIMARY KEY (item, seq)
);

-- Items first seen per source and UTC day, so that health never scans items.
CREATE TABLE source_day (
  source text NOT NULL,
  day    bigint NOT NULL, -- days since 1970-01-01
  items  bigint NOT NULL,
  newest bigint NOT NULL, -- first seen of the newest
  PRIMARY KEY (source, day)
);

CREATE TABLE revision (
  item     text NOT NULL REFERENCES item (id),
  n        bigint NOT NULL,
  seq      bigint NOT NULL, -- the item_version it was made from
  upto     bigint NOT NULL, -- the newest item_version that reads the same
  document text NOT NULL,
  title    text NOT NULL,
  text     text NOT NULL,
  lang     text NOT NULL,
  authors  text NOT NULL,
  seen     bigint NOT NULL,
  version  bigint NOT NULL,
  PRIMARY KEY (item, n)
);

CREATE TABLE annotation (
  item    text NOT NULL REFERENCES item (id),
  step    text NOT NULL,
  version bigint NOT NULL,
  data    text NOT NULL,
  error   text NOT NULL,
  PRIMARY KEY (item, step)
);

-- Names as items mention them, folded: finds the old items that name somebody new.
CREATE TABLE item_name (
  item text NOT NULL REFERENCES item (id),
  fold text NOT NULL,
  PRIMARY KEY (fold, item)
);
CREATE INDEX item_name_item ON item_name (item);

CREATE TABLE entity (
  id     text PRIMARY KEY,
  name   text NOT NULL,
  fold   text NOT NULL,
  schema text NOT NULL,
  origin text NOT NULL,
  data   text NOT NULL -- demarche.Entity
);
CREATE INDEX entity_origin ON entity (origin);

-- The display name too is an alias here.
CREATE TABLE alias (
  entity text NOT NULL REFERENCES entity (id),
  fold   text NOT NULL,
  name   text NOT NULL,
  lang   text NOT NULL,
  weak   bigint NOT NULL,
  PRIMARY KEY (entity, fold)
);
CREATE INDEX alias_fold ON alias (fold);

CREATE TABLE identifier (
  entity text NOT NULL REFERENCES entity (id),
  scheme text NOT NULL,
  value  text NOT NULL,
  PRIMARY KEY (entity, scheme, value)
);
CREATE INDEX identifier_value ON identifier (scheme, value);

-- Which item says that an entity was listed, removed or amended, by whom.
CREATE TABLE announcement (
  item      text NOT NULL REFERENCES item (id),
  entity    text NOT NULL REFERENCES entity (id),
  authority text NOT NULL,
  change    text NOT NULL,
  on_date   text NOT NULL,
  PRIMARY KEY (item, entity)
);
CREATE INDEX announcement_entity ON announcement (entity);

CREATE TABLE item_entity (
  item       text NOT NULL REFERENCES item (id),
  entity     text NOT NULL,
  confidence double precision NOT NULL,
  status     text NOT NULL,
  PRIMARY KEY (item, entity)
);
CREATE INDEX item_entity_entity ON item_entity (entity, item);

CREATE TABLE story (
  id   text PRIMARY KEY,
  data text NOT NULL
);

CREATE TABLE story_item (
  item  text PRIMARY KEY REFERENCES item (id),
  story text NOT NULL REFERENCES story (id)
);
CREATE INDEX story_item_story ON story_item (story, item);

-- A story that was merged into another keeps resolving.
CREATE TABLE story_redirect (
  id     text PRIMARY KEY,
  target text NOT NULL REFERENCES story (id)
);

CREATE TABLE step (
  name    text PRIMARY KEY,
  version bigint NOT NULL,
  cursor  bigint NOT NULL,
  redo    bigint NOT NULL,
  redo_to bigint NOT NULL,
  owner   text NOT NULL,
  lease   bigint NOT NULL
);

CREATE TABLE todo (
  step text NOT NULL,
  item text NOT NULL REFERENCES item (id),
  at   bigint NOT NULL,
  PRIMARY KEY (step, item)
);
CREATE INDEX todo_at ON todo (step, at);
