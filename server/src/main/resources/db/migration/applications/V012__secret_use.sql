alter table pbx.application_secret add column last_used_address text;

-- From where each secret was used: tells who has not moved to the new one yet.
create table pbx.application_secret_use (
    secret_id     bigint      not null references pbx.application_secret on delete cascade,
    address       text        not null,
    first_used_at timestamptz not null,
    last_used_at  timestamptz not null,
    uses          bigint      not null,
    primary key (secret_id, address)
);

-- Servers remember an application's secrets with it.
create function pbx.tell_secret_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('pbx_access', 'application:' || coalesce(new.application_id, old.application_id));
    return null;
end $$;

create trigger secret_changed after insert or delete or update of hash, expires_at
    on pbx.application_secret for each row execute function pbx.tell_secret_changed();
