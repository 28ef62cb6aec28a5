-- Call detail records, one row per record that Asterisk wrote, partitioned by the month (UTC) in
-- which the call started.
create sequence pbx.cdr_id;

create table pbx.cdr (
  -- Grows in the order of import; with start it is the key that the API shows.
  id           bigint      not null default nextval('pbx.cdr_id'),
  start        timestamptz not null,
  answer       timestamptz,
  "end"        timestamptz,
  uniqueid     text        not null,
  linkedid     text        not null,
  sequence     bigint      not null,
  call_id      text,
  src          text        not null,
  dst          text        not null,
  clid         text        not null,
  dcontext     text        not null,
  channel      text        not null,
  dstchannel   text        not null,
  -- The endpoints behind channel and dstchannel (1001 for PJSIP/1001-0000002a); null when there is none.
  endpoint     text,
  dstendpoint  text,
  lastapp      text        not null,
  lastdata     text        not null,
  duration     bigint      not null,
  billsec      bigint      not null,
  disposition  text        not null,
  direction    text        not null check (direction in ('api', 'internal', 'inbound', 'outbound')),
  accountcode  text        not null,
  peeraccount  text        not null,
  userfield    text        not null,
  cause        int,
  imported_at  timestamptz not null default clock_timestamp(),
  primary key (start, id),
  -- Asterisk's key is (uniqueid, sequence). start is here because a partitioned table wants it; the
  -- same record always carries the same start, so reading it twice still stores it once.
  unique (uniqueid, sequence, start)
) partition by range (start);

alter sequence pbx.cdr_id owned by pbx.cdr.id;

create index cdr_src on pbx.cdr (src, start desc, id desc);
create index cdr_dst on pbx.cdr (dst, start desc, id desc);
create index cdr_endpoint on pbx.cdr (endpoint, start desc, id desc);
create index cdr_dstendpoint on pbx.cdr (dstendpoint, start desc, id desc);
create index cdr_linkedid on pbx.cdr (linkedid);
create index cdr_call_id on pbx.cdr (call_id) where call_id is not null;

-- Catches what no month was made for: a clock that was wrong, a lock that was not to be had.
create table pbx.cdr_default partition of pbx.cdr default;

-- Makes the partition of the month that holds the moment. False when it is there already, or when
-- the default partition holds rows of that month (they stay there; a table must not be locked for
-- moving them).
--
-- A table that is attached locks out nobody but the default partition's readers, and those for a
-- moment; lock_timeout bounds the wait for a long reader.
create function pbx.cdr_make_month(moment timestamptz) returns boolean
language plpgsql set lock_timeout = '2s' as $$
declare
  first  timestamp := date_trunc('month', moment at time zone 'UTC');
  begins timestamptz := first at time zone 'UTC';
  ends    timestamptz := (first + interval '1 month') at time zone 'UTC';
  name   text := 'cdr_' || to_char(first, 'YYYY"_"MM');
begin
  if to_regclass('pbx.' || name) is not null
      or exists (select from pbx.cdr_default d where d.start >= begins and d.start < ends) then
    return false;
  end if;
  execute format('create table pbx.%I (like pbx.cdr including defaults including constraints)', name);
  execute format('alter table pbx.cdr attach partition pbx.%I for values from (%L) to (%L)',
      name, begins, ends);
  return true;
exception when duplicate_table or lock_not_available then
  return false;
end $$;

-- How far each file of a journal has been read. Written in the transaction of the rows.
create table pbx.cdr_journal (
  journal      text        not null,
  inode        bigint      not null,
  position     bigint      not null,
  -- SHA-256 over the first bytes of the file and the last ones before the position. When it does
  -- not fit, the file is another one or was rewritten, and is read from its beginning.
  fingerprint  bytea       not null,
  updated_at   timestamptz not null default clock_timestamp(),
  primary key (journal, inode)
);

-- What stood in a journal and could not be read as a record: the bytes as they were, and why.
create table pbx.cdr_unreadable (
  digest       bytea       primary key,
  journal      text        not null,
  position     bigint      not null,
  raw          bytea       not null,
  why          text        not null,
  found_at     timestamptz not null default clock_timestamp()
);
