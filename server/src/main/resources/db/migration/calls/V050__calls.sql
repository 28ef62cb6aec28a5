-- Calls, live and finished. Written when a call is accepted, before Asterisk hears of it, and at
-- each change of status. The names of application and endpoint are those of the time of the call.
CREATE TABLE call (
  id                   text PRIMARY KEY,
  direction            text NOT NULL CHECK (direction IN ('api', 'internal', 'inbound', 'outbound')),
  status               text NOT NULL CHECK (status IN ('queued', 'ringing', 'answered', 'connected',
                                                       'completed', 'failed', 'canceled')),
  from_endpoint        text NOT NULL,
  from_number          text NOT NULL,
  from_name            text NOT NULL,
  to_number            text,
  to_context           text,
  to_application       text,
  failure              text CHECK (failure IN ('busy', 'no_answer', 'rejected', 'unregistered',
                         'unknown_endpoint', 'unallocated', 'congestion', 'destination_missing',
                         'destination_busy', 'destination_no_answer', 'destination_failed',
                         'timeout', 'overloaded', 'pbx_unavailable', 'lost')),
  cause_q850           integer,
  cause_sip            integer,
  cause_text           text,
  created_at           timestamptz NOT NULL,
  ringing_at           timestamptz,
  answered_at          timestamptz,
  connected_at         timestamptz,
  ended_at             timestamptz,
  uniqueid             text NOT NULL,
  linkedid             text NOT NULL,
  tag                  jsonb NOT NULL,
  application_id       text,
  application_name     text,
  legs                 jsonb NOT NULL,
  ring_timeout_seconds integer NOT NULL,
  max_duration_seconds integer,
  CONSTRAINT call_ends_once CHECK
    ((ended_at IS NOT NULL) = (status IN ('completed', 'failed', 'canceled'))),
  CONSTRAINT call_failure_is_of_failed CHECK ((failure IS NOT NULL) = (status = 'failed'))
);

-- What a restart has to pick up again; small at any time.
CREATE INDEX call_unfinished ON call (id) WHERE ended_at IS NULL;
CREATE INDEX call_by_status ON call (status, id);

-- What was answered to a request with an Idempotency-Key. A row without status is being worked on.
CREATE TABLE call_idempotency (
  application_id text NOT NULL,
  key            text NOT NULL,
  body_hash      text  NOT NULL,
  call_id        text NOT NULL,
  created_at     timestamptz NOT NULL,
  status         integer,
  body           text,
  PRIMARY KEY (application_id, key)
);

CREATE INDEX call_idempotency_age ON call_idempotency (created_at);
