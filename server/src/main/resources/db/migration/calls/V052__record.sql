-- Whether the call is recorded from the origin's answer on.
ALTER TABLE call ADD COLUMN record boolean NOT NULL DEFAULT false;
