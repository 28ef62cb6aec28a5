-- How many records began in each hour (UTC). The busiest hour of a year is found among 8,760 rows
-- instead of as many for each direction and outcome.
create table pbx.cdr_hour (
  bucket  timestamptz primary key,
  records bigint      not null
) with (fillfactor = 80);

insert into pbx.cdr_hour
select bucket, sum(records) from pbx.cdr_rollup where grain = 'hour' and extension = '' group by 1;

create or replace function pbx.cdr_count() returns trigger language plpgsql as $$
begin
  execute pbx.cdr_rollup_statement('added');
  insert into pbx.cdr_hour as h
  select date_trunc('hour', start, 'UTC'), count(*) from added group by 1 order by 1
  on conflict (bucket) do update set records = h.records + excluded.records;
  return null;
end $$;

create or replace function pbx.cdr_forget_before(moment timestamptz) returns setof text
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
  delete from pbx.cdr_hour where bucket < keep;
end $$;
