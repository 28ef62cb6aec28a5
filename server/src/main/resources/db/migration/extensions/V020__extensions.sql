create table pbx.extension (
    number          text primary key check (number ~ '^[1-9][0-9]{1,7}$'),
    -- The order in which people expect numbers, and the key by which lists are paged.
    position        integer generated always as (number::integer) stored unique,
    name            text        not null,
    email           text        not null default '',
    caller_id       text        not null default '',
    outbound_cid    text        not null default '',
    emergency_cid   text        not null default '',
    max_contacts    integer     not null default 1 check (max_contacts between 1 and 100),
    ring_seconds    integer     not null default 25 check (ring_seconds between 1 and 120),
    -- RFC 8760 digests of number:asterisk:secret; the secret itself is nowhere.
    digest_md5      text        not null,
    digest_sha256   text        not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    version         bigint      not null default 1
);

create table pbx.voicemail_box (
    number             text primary key references pbx.extension on delete cascade,
    -- Asterisk compares what the phone dials with this, so it can't be hashed.
    pin                text    not null check (pin ~ '^[0-9]{4,12}$'),
    email              text    not null default '',
    attach             boolean not null default false,
    delete_after_email boolean not null default false
);
