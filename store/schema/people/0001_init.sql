-- Subscribers, what they asked for, what is to be sent, whom never to write to.

CREATE TABLE subscriber (
  id        text PRIMARY KEY,
  address   text NOT NULL UNIQUE,
  zone      text NOT NULL,
  created   bigint NOT NULL,
  confirmed bigint NOT NULL -- 0 until the double opt-in
);

CREATE TABLE subscription (
  id         text PRIMARY KEY,
  subscriber text NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
  name       text NOT NULL,
  query      text NOT NULL,
  send_at    text NOT NULL, -- local time of day
  seq        bigint NOT NULL, -- the last edition covered items up to here
  ended      bigint NOT NULL
);
CREATE INDEX subscription_subscriber ON subscription (subscriber);

-- The outbox. One edition a subscription and local date; the mail is frozen when
-- it is composed, its Message-ID never changes.
CREATE TABLE edition (
  id           text PRIMARY KEY,
  subscription text NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  local_date   text NOT NULL,
  from_seq     bigint NOT NULL,
  to_seq       bigint NOT NULL,
  data         text NOT NULL, -- demarche.Edition with the ids it was made of
  mail         bytea NOT NULL, -- RFC 5322 as it will be sent
  message_id   text NOT NULL UNIQUE,
  recipient    text NOT NULL,
  state        text NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
  lease        bigint NOT NULL, -- sending: until when
  tries        bigint NOT NULL,
  due          bigint NOT NULL,
  made         bigint NOT NULL,
  sent         bigint NOT NULL,
  error        text NOT NULL,
  UNIQUE (subscription, local_date)
);
CREATE INDEX edition_due ON edition (state, due);

-- Addresses never to write to again, as keyed hashes.
CREATE TABLE suppression (
  hash   text PRIMARY KEY,
  reason text NOT NULL,
  at     bigint NOT NULL
);

CREATE TABLE people_meta (
  key   text PRIMARY KEY,
  value text NOT NULL
);
