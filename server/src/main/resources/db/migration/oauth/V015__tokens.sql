-- Only what the pepper made of a token is kept. A revoked one stays until it would have expired, so that its bearer is told
-- "revoked" and not "unknown".
create table pbx.access_token (
    hash           bytea primary key,
    id             text        not null unique,
    application_id text        not null references pbx.application on delete cascade,
    scopes         text[]      not null,
    issued_at      timestamptz not null,
    expires_at     timestamptz not null,
    revoked_at     timestamptz
);
create index on pbx.access_token (expires_at);
create index on pbx.access_token (application_id);

create function pbx.tell_token_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('pbx_access', 'token:' || encode(old.hash, 'hex'));
    return null;
end $$;

create trigger token_revoked after update of revoked_at
    on pbx.access_token for each row execute function pbx.tell_token_changed();
create trigger token_deleted after delete
    on pbx.access_token for each row when (old.expires_at > now()) execute function pbx.tell_token_changed();
