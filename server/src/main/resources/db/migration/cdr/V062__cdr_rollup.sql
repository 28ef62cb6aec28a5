-- What is counted of call records: by hour, day and month (UTC), by number, by direction and
-- outcome. Kept current by a trigger in the transaction that stores the records, whoever stores
-- them, so it can't disagree with them.
--
-- Extension '' counts each record once; any other is a number of 2 to 8 digits that took part, as
-- caller, as dialled number or as phone. Hours are counted for '' only: a number's hours are few
-- enough to be read from its records.
create table pbx.cdr_rollup (
  grain        text        not null check (grain in ('hour', 'day', 'month')),
  extension    text collate "C" not null,
  bucket       timestamptz not null,
  direction    text        not null,
  disposition  text        not null,
  records      bigint      not null,
  wait_seconds bigint      not null,
  talk_seconds bigint      not null,
  -- How many records waited or talked how long, by slot; null stands for none.
  waits        int[]       not null,
  talks        int[]       not null,
  primary key (grain, extension, bucket, direction, disposition)
) with (fillfactor = 80);

create index cdr_rollup_bucket on pbx.cdr_rollup (grain, bucket) where extension <> '';

-- Times are counted in slots, four to each doubling: 1 is up to one second, slot n > 1 begins at
-- 2^((n-2)/4) seconds. Whole seconds up to 5 have slots of their own; beyond, a slot is at most
-- 19 % wide.
create function pbx.cdr_slot(seconds bigint) returns int
language sql immutable parallel safe as $$
  select case when seconds < 1 then 1
    else least(70, 2 + floor(4 * ln(seconds::float8) / ln(2::float8) + 1e-9)::int) end
$$;

create function pbx.cdr_slots_count(slots int[], slot int) returns int[]
language plpgsql immutable parallel safe as $$
begin
  if slot is not null then
    slots[slot] := coalesce(slots[slot], 0) + 1;
  end if;
  return slots;
end $$;

create aggregate pbx.cdr_slots(int) (
  sfunc = pbx.cdr_slots_count, stype = int[], initcond = '{NULL}', parallel = safe
);

create function pbx.cdr_slots_sum(a int[], b int[]) returns int[]
language sql immutable parallel safe as $$
  select array_agg(nullif(coalesce(x, 0) + coalesce(y, 0), 0) order by n)
    from unnest(a, b) with ordinality t(x, y, n)
$$;

-- The numbers under which a record is counted.
create function pbx.cdr_numbers(src text, dst text, endpoint text, dstendpoint text)
returns setof text language sql immutable parallel safe rows 2 as $$
  select distinct n from unnest(array[src, dst, endpoint, dstendpoint]) n
   where n ~ '^[1-9][0-9]{1,7}$'
$$;

-- The statement that counts all records in a table. Rows are written in the order of the key, so
-- that two of these can't wait for each other.
create function pbx.cdr_rollup_statement(records text) returns text
language sql immutable as $$
  select format($sql$
    insert into pbx.cdr_rollup as r
    select g.grain, e.extension, g.bucket, c.direction, c.disposition, count(*),
           sum(c.duration - c.billsec), sum(c.billsec), pbx.cdr_slots(pbx.cdr_slot(c.duration - c.billsec)),
           pbx.cdr_slots(case when c.disposition = 'ANSWERED' then pbx.cdr_slot(c.billsec) end)
      from %s c
     cross join lateral (
           select ''::text as extension
            union all
           select pbx.cdr_numbers(c.src, c.dst, c.endpoint, c.dstendpoint)) e
     cross join lateral (
           values ('hour', date_trunc('hour', c.start, 'UTC')),
                  ('day', date_trunc('day', c.start, 'UTC')),
                  ('month', date_trunc('month', c.start, 'UTC'))) g(grain, bucket)
     where e.extension = '' or g.grain <> 'hour'
     group by 1, 2, 3, 4, 5
     order by 1, 2, 3, 4, 5
    on conflict (grain, extension, bucket, direction, disposition) do update set
      records = r.records + excluded.records,
      wait_seconds = r.wait_seconds + excluded.wait_seconds,
      talk_seconds = r.talk_seconds + excluded.talk_seconds,
      waits = pbx.cdr_slots_sum(r.waits, excluded.waits),
      talks = pbx.cdr_slots_sum(r.talks, excluded.talks)
  $sql$, records)
$$;

create function pbx.cdr_count() returns trigger language plpgsql as $$
begin
  execute pbx.cdr_rollup_statement('added');
  return null;
end $$;

-- What is there already.
do $$ begin execute pbx.cdr_rollup_statement('pbx.cdr'); end $$;

create trigger cdr_count after insert on pbx.cdr
  referencing new table as added for each statement execute function pbx.cdr_count();
