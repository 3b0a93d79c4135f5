-- Answers per source and UTC day, so that days on which nothing could be
-- fetched are known for good; the log keeps only the newest requests.
CREATE TABLE answer_day (
  source text NOT NULL,
  day    bigint NOT NULL, -- days since 1970-01-01
  good   bigint NOT NULL, -- answers of its feeds that were as they should be
  failed bigint NOT NULL, -- other answers
  pages  bigint NOT NULL, -- report pages fetched besides
  PRIMARY KEY (source, day)
);

-- Every change of a source's judged state.
CREATE TABLE source_state (
  source text NOT NULL,
  at     bigint NOT NULL,
  state  text NOT NULL,
  why    text NOT NULL,
  PRIMARY KEY (source, at)
);
