-- The bytes of every answer, compressed with zstd, named by their content.

CREATE TABLE document (
  hash       text PRIMARY KEY,
  url        text NOT NULL,
  final_url  text NOT NULL,
  fetched    bigint NOT NULL,
  status     bigint NOT NULL,
  header     text NOT NULL,
  media_type text NOT NULL,
  charset    text NOT NULL,
  size       bigint NOT NULL, -- of the bytes as fetched
  body       bytea NOT NULL
);
