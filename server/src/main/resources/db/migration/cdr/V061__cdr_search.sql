-- Numbers are compared byte by byte, so that their beginning is found by the index whatever the
-- collation of the database. This rebuilds indexes, not the table.
alter table pbx.cdr
  alter column src type text collate "C",
  alter column dst type text collate "C",
  alter column endpoint type text collate "C",
  alter column dstendpoint type text collate "C";

-- The end of a number.
create index cdr_src_end on pbx.cdr (reverse(src));
create index cdr_dst_end on pbx.cdr (reverse(dst));
create index cdr_disposition on pbx.cdr (disposition, start desc, id desc);
create index cdr_direction on pbx.cdr (direction, start desc, id desc);
create index cdr_duration on pbx.cdr (duration desc, start desc, id desc);

-- Makes the partition of the month that holds the moment, and moves there what the default
-- partition holds of that month. False when it is there already, or when a lock was not to be had
-- in two seconds; records do without it until the next attempt.
create or replace function pbx.cdr_make_month(moment timestamptz) returns boolean
language plpgsql set lock_timeout = '2s' as $$
declare
  first  timestamp := date_trunc('month', moment at time zone 'UTC');
  begins timestamptz := first at time zone 'UTC';
  ends   timestamptz := (first + interval '1 month') at time zone 'UTC';
  name   text := 'cdr_' || to_char(first, 'YYYY"_"MM');
begin
  if to_regclass('pbx.' || name) is not null then
    return false;
  end if;
  execute format('create table pbx.%I (like pbx.cdr including defaults including constraints)', name);
  -- Nobody may add to the default partition between the move and the attachment.
  lock table pbx.cdr_default in share row exclusive mode;
  execute format(
      'with moved as (delete from pbx.cdr_default where start >= %L and start < %L returning *)
       insert into pbx.%I select * from moved', begins, ends, name);
  execute format('alter table pbx.cdr attach partition pbx.%I for values from (%L) to (%L)',
      name, begins, ends);
  return true;
exception when duplicate_table or lock_not_available then
  return false;
end $$;

-- The months of which the default partition holds records.
create function pbx.cdr_stray_months() returns setof timestamptz
language sql stable as $$
  select distinct date_trunc('month', start, 'UTC') from pbx.cdr_default
$$;

-- Forgets all records of the months that ended at or before the moment, and what was counted of
-- them. Returns the names of the tables that went. A partition is dropped, not emptied.
create function pbx.cdr_forget_before(moment timestamptz) returns setof text
language plpgsql set lock_timeout = '2s' as $$
declare
  keep timestamptz := date_trunc('month', moment, 'UTC');
  old  text;
begin
  for old in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'pbx.cdr'::regclass and c.relname ~ '^cdr_[0-9]{4,}_[0-9]{2}$'
       and make_timestamptz(split_part(c.relname, '_', 2)::int, split_part(c.relname, '_', 3)::int,
             1, 0, 0, 0, 'UTC') < keep
     order by 1
  loop
    execute format('drop table pbx.%I', old);
    return next old;
  end loop;
  delete from pbx.cdr_default where start < keep;
  delete from pbx.cdr_rollup where bucket < keep;
end $$;
