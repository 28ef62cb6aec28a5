-- Exports that are made in the background, and what became of them.
create table pbx.cdr_export (
  id           text        primary key,
  -- Which data directory holds the file: servers that share a database leave each other's alone.
  place        text        not null,
  application  text        not null,
  -- The filters as they were given.
  filter       jsonb       not null,
  -- What the application's fence let through when it asked; null for everything.
  within       text,
  -- Records that start later are not in it.
  before       timestamptz not null,
  format       text        not null check (format in ('csv', 'jsonl')),
  gzip         boolean     not null,
  status       text        not null check (status in ('queued', 'running', 'done', 'failed', 'canceled')),
  records      bigint      not null default 0,
  total        bigint,
  -- Bytes, once it is done.
  size         bigint,
  attempts     int         not null default 0,
  error        text,
  message      text,
  created_at   timestamptz not null,
  finished_at  timestamptz,
  expires_at   timestamptz
);

create index cdr_export_place on pbx.cdr_export (place, application, created_at);
