-- How long a source's reports usually are (demarche.BodyLengths), JSON.
ALTER TABLE feed_state ADD COLUMN bodies text NOT NULL DEFAULT '{}';
