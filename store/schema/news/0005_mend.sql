-- What each night's mend of the stories changed (demarche.MendRecord).
CREATE TABLE mend (
  day  text PRIMARY KEY,
  data text NOT NULL
);
