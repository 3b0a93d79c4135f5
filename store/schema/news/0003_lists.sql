-- Sanctions lists as they were read last (demarche.ListState).
CREATE TABLE list (
  id   text PRIMARY KEY,
  data text NOT NULL
);

-- Every version that was read; its bytes stay in the documents.
CREATE TABLE list_version (
  list    text NOT NULL,
  version text NOT NULL,
  seen    bigint NOT NULL, -- for the first time
  data    text NOT NULL,   -- demarche.ListState
  PRIMARY KEY (list, version)
);

-- Attempts that changed nothing because the file was broken.
CREATE TABLE list_incident (
  list text NOT NULL,
  at   bigint NOT NULL,
  what text NOT NULL,
  PRIMARY KEY (list, at)
);

-- An entity may stand on several lists of one authority. What a list drops stays
-- and is marked as gone.
CREATE TABLE list_entry (
  list       text NOT NULL,
  entity     text NOT NULL REFERENCES entity (id),
  data       text NOT NULL, -- demarche.ListEntry
  first_seen bigint NOT NULL,
  gone       bigint NOT NULL, -- first version without it, 0 while it is there
  last_seen  bigint NOT NULL, -- when gone: last version with it
  PRIMARY KEY (list, entity)
);
CREATE INDEX list_entry_entity ON list_entry (entity);

-- Single claims. key is made from property and value, which may be long.
CREATE TABLE statement (
  entity     text NOT NULL,
  source     text NOT NULL,
  key        text NOT NULL,
  property   text NOT NULL,
  value      text NOT NULL,
  n          bigint NOT NULL, -- place within the entry
  first_seen bigint NOT NULL,
  last_seen  bigint NOT NULL, -- 0 while the source says so
  PRIMARY KEY (entity, source, key)
);

-- What changed between two versions, each told by an item of its own.
CREATE TABLE list_change (
  item    text PRIMARY KEY,
  list    text NOT NULL,
  entity  text NOT NULL,
  kind    text NOT NULL,
  on_date text NOT NULL,
  seen    bigint NOT NULL,
  data    text NOT NULL -- demarche.Change
);
CREATE INDEX list_change_seen ON list_change (seen, item);
CREATE INDEX list_change_entity ON list_change (entity, seen);
CREATE INDEX list_change_list ON list_change (list, seen);

-- Entities whose names changed: the pipeline looks for old items that name them.
CREATE TABLE relink (
  entity text PRIMARY KEY,
  at     bigint NOT NULL
);

-- Entries of several lists that are taken to be one party.
CREATE TABLE party (
  entity text PRIMARY KEY,
  party  text NOT NULL
);
CREATE INDEX party_party ON party (party);

CREATE TABLE same_proposal (
  a       text NOT NULL,
  b       text NOT NULL,
  data    text NOT NULL, -- demarche.SameProposal
  PRIMARY KEY (a, b)
);
CREATE INDEX same_proposal_b ON same_proposal (b);

-- A person's word on two entries. It outlives the proposal.
CREATE TABLE same_decision (
  a  text NOT NULL,
  b  text NOT NULL,
  same bigint NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (a, b)
);
