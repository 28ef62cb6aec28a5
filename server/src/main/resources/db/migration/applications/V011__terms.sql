-- On what terms an application calls. Those that are there already get what holds when nothing is said.
alter table pbx.application
    add column freepbx_errors         boolean not null default false,
    -- Both null: no limit.
    add column rate_per_second        integer default 50,
    add column rate_burst             integer default 100,
    -- Empty or null: no fence of that kind.
    add column fence_extensions       text[]  not null default '{}',
    add column fence_destinations     text[]  not null default '{}',
    add column fence_calls_per_minute integer check (fence_calls_per_minute > 0),
    add column fence_calls_per_day    integer check (fence_calls_per_day > 0),
    add check ((rate_per_second is null) = (rate_burst is null)),
    add check (rate_per_second > 0 and rate_burst >= rate_per_second);

-- Every change but that of last_used_at, whatever columns are added later.
drop trigger application_changed on pbx.application;
create trigger application_changed
    after update on pbx.application for each row
    when (to_jsonb(old) - 'last_used_at' is distinct from to_jsonb(new) - 'last_used_at')
    execute function pbx.tell_application_changed();
create trigger application_deleted
    after delete on pbx.application for each row execute function pbx.tell_application_changed();
