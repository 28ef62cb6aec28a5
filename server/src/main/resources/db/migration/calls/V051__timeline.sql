-- What is being done to a call that stands: held, muted, recording, parked.
ALTER TABLE call ADD COLUMN marks jsonb NOT NULL
  DEFAULT '{"held":false,"muted":false,"recording":false,"parked":null}';

-- Lists are newest first, and ids of calls that phones set up do not sort by time.
CREATE INDEX call_by_time ON call (created_at, id);
CREATE INDEX call_by_status_and_time ON call (status, created_at, id);
DROP INDEX call_by_status;

-- What happened to each call. A step is written once, by whichever server saw it first.
CREATE TABLE call_timeline (
  seq     bigint GENERATED ALWAYS AS IDENTITY,
  call_id text NOT NULL REFERENCES call (id) ON DELETE CASCADE,
  step    text NOT NULL,
  at      timestamptz NOT NULL,
  type    text NOT NULL,
  detail  jsonb NOT NULL,
  PRIMARY KEY (call_id, step)
);
