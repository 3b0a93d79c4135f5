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

-- What a subscription was sent: one edition a local date.
CREATE TABLE edition (
  id           text PRIMARY KEY,
  subscription text NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  local_date   text NOT NULL,
  from_seq     bigint NOT NULL,
  to_seq       bigint NOT NULL,
  data         text NOT NULL, -- demarche.Edition with the ids it was made of
  UNIQUE (subscription, local_date)
);

-- Messages on their way out, frozen when composed; an edition has one at most.
CREATE TABLE outbox (
  edition    text PRIMARY KEY, -- edition.id, or the key of a digest sent by hand
  message_id text NOT NULL UNIQUE,
  sender     text NOT NULL,
  recipient  text NOT NULL,
  subject    text NOT NULL,
  mail       bytea NOT NULL, -- RFC 5322, as it goes out
  state      text NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
  made       bigint NOT NULL,
  due        bigint NOT NULL,
  lease      bigint NOT NULL, -- sending: until when
  sent       bigint NOT NULL,
  tries      bigint NOT NULL,
  error      text NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, due);

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
