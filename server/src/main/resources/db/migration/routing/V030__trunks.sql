create table pbx.trunk (
    name       text primary key check (name ~ '^[a-z][a-z0-9-]{0,30}$'),
    host       text        not null,
    port       integer     not null default 5060 check (port between 1 and 65535),
    enabled    boolean     not null default true,
    created_at timestamptz not null default now()
);
