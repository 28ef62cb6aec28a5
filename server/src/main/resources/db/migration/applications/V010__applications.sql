create table pbx.application (
    id             text primary key,
    name           text        not null unique,
    description    text        not null default '',
    scopes         text[]      not null,
    -- Addresses and networks in CIDR form. Null means "from anywhere", chosen on purpose; empty is never stored.
    allowlist      text[],
    enabled        boolean     not null default true,
    expires_at     timestamptz,
    token_seconds  integer     not null default 3600 check (token_seconds between 60 and 86400),
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    last_used_at   timestamptz,
    check (cardinality(scopes) > 0),
    check (allowlist is null or cardinality(allowlist) > 0)
);

-- Several secrets may be valid side by side, so that one can be replaced without an outage.
create table pbx.application_secret (
    id             bigint generated always as identity primary key,
    application_id text        not null references pbx.application on delete cascade,
    hash           bytea       not null,
    created_at     timestamptz not null default now(),
    expires_at     timestamptz,
    last_used_at   timestamptz
);
create index on pbx.application_secret (application_id);

create function pbx.tell_application_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('pbx_access', 'application:' || coalesce(new.id, old.id));
    return null;
end $$;

-- last_used_at changes with every token and means nothing to those who listen.
create trigger application_changed
    after update of name, description, scopes, allowlist, enabled, expires_at, token_seconds or delete
    on pbx.application for each row execute function pbx.tell_application_changed();
