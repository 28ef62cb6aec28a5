-- Only used when several nodes share their limits. Not logged: after a crash of PostgreSQL every bucket is full again.
create unlogged table pbx.rate_bucket (
    id         text primary key,
    state      bytea,
    expires_at bigint
);
create index on pbx.rate_bucket (expires_at);
