-- What was told last of each extension's phones, so that a change is told once: also one that came about while nobody
-- watched, and also when several nodes watch the same Asterisk.
CREATE TABLE presence (
  extension     text PRIMARY KEY,
  state         text        NOT NULL DEFAULT 'unavailable',
  state_at      timestamptz NOT NULL DEFAULT '-infinity',
  registered    boolean     NOT NULL DEFAULT false,
  registered_at timestamptz NOT NULL DEFAULT '-infinity'
);
