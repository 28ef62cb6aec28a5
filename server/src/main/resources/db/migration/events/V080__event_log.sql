-- What happened, in the order in which it was committed.
--
-- The id is the moment of appending in microseconds, made to rise always: it is the order, the cursor of readers and
-- the time by which the log is cut into hours. Gaps between ids mean nothing.
CREATE TABLE event (
  id         bigint PRIMARY KEY,
  type       text        NOT NULL,
  time       timestamptz NOT NULL,
  extensions text[]      NOT NULL,
  -- As text in JSON, sent as it is.
  data       json        NOT NULL
) PARTITION BY RANGE (id);

-- The last id given. A sequence, because a row that every append updates would leave a dead copy each time.
CREATE SEQUENCE event_last AS bigint MINVALUE 0 START 0;

-- Makes the partition for an id, one for each hour, unless it is there.
CREATE FUNCTION event_partition(of_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  hour CONSTANT bigint := 3600000000;
  low  CONSTANT bigint := of_id - of_id % hour;
  name CONSTANT text   := 'event_' || to_char(to_timestamp(low / 1000000) AT TIME ZONE 'UTC', 'YYYYMMDDHH24');
BEGIN
  IF to_regclass('pbx.' || name) IS NULL THEN
    EXECUTE format('CREATE TABLE pbx.%I (LIKE pbx.event INCLUDING ALL)', name);
    EXECUTE format('ALTER TABLE pbx.event ATTACH PARTITION pbx.%I FOR VALUES FROM (%s) TO (%s)',
                   name, low, low + hour);
  END IF;
END $$;

-- Appends events to the log, in the given order, as the last thing that a transaction does.
--
-- One transaction at a time: the lock is held until the commit is done and seen by everyone, so a reader that has
-- seen an id has seen all that are smaller. NOTIFY holds such a lock for its commit in any case.
CREATE FUNCTION append_events(types text[], times text[], extensions text[], bodies text[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  first bigint;
  last  bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7021908452178030);
  SELECT greatest(last_value + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    INTO first FROM pbx.event_last;
  last := first + cardinality(types) - 1;
  PERFORM setval('pbx.event_last', last);
  PERFORM pbx.event_partition(first);
  PERFORM pbx.event_partition(last);
  INSERT INTO pbx.event (id, type, time, extensions, data)
  SELECT first + ord - 1, type, time::timestamptz, string_to_array(numbers, ','), body::json
    FROM unnest(types, times, extensions, bodies) WITH ORDINALITY AS e (type, time, numbers, body, ord);
  PERFORM pg_notify('pbx_event', last::text);
  RETURN last;
END $$;

-- Makes the partitions of the coming hours, so that no writer has to, and drops those that ended before `oldest`.
-- A reader in the way is waited for, but not for long: the next round does the rest.
CREATE FUNCTION turn_events(ahead integer, oldest bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  hour    CONSTANT bigint := 3600000000;
  now     CONSTANT bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  part    record;
  dropped integer := 0;
BEGIN
  SET LOCAL lock_timeout = '500ms';
  PERFORM pg_advisory_xact_lock(7021908452178030);
  FOR i IN 0..ahead LOOP
    PERFORM pbx.event_partition(now + i * hour);
  END LOOP;
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'pbx.event'::regclass
       AND c.relname <= 'event_' || to_char(to_timestamp((oldest - hour) / 1000000) AT TIME ZONE 'UTC', 'YYYYMMDDHH24')
     ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE pbx.%I', part.relname);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
