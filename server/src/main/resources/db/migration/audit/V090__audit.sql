-- One row for each thing done or refused. A row's hash covers the row and the hash before it, under a key that is not in
-- the database: docs/adr/0016-audit-chain.md.
create table pbx.audit_log (
    seq              bigint      primary key check (seq > 0),
    at               timestamptz not null,
    -- app_…, cli:<user>, admin:<name>, system, anonymous
    actor            text        not null,
    application_id   text,
    application_name text,
    token_id         text,
    address          text,
    request_id       text,
    operation        text        not null,
    object           text        not null,
    -- json, not jsonb: the hash covers the text as it was written.
    before           json,
    after            json,
    outcome          text        not null check (outcome in ('done', 'refused', 'failed', 'replayed')),
    error            text,
    previous         bytea       not null check (length(previous) = 32),
    hash             bytea       not null check (length(hash) = 32)
);
create index audit_log_at on pbx.audit_log (at);
create index audit_log_application on pbx.audit_log (application_id, seq) where application_id is not null;
create index audit_log_object on pbx.audit_log (object, seq);

create function pbx.refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log is append-only' using errcode = 'insufficient_privilege';
end $$;

-- "Always": also in a session that plays a replica.
create trigger audit_append_only before update or delete or truncate
    on pbx.audit_log for each statement execute function pbx.refuse_audit_change();
alter table pbx.audit_log enable always trigger audit_append_only;
revoke update, delete, truncate on pbx.audit_log from public, current_user;
