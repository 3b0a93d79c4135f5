-- What items say of general licences (demarche.Licence).
CREATE TABLE licence (
  item text NOT NULL REFERENCES item (id),
  n    bigint NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (item, n)
);
