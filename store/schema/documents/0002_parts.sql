-- The body of a document too large to be held in memory: its row above has an
-- empty body, and parts follow each other in the order of n, each compressed by
-- itself. Parts without a row are left of a write that was broken off.
CREATE TABLE document_part (
  hash text NOT NULL,
  n    bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (hash, n)
);
