-- Notices by e-mail that wait to be sent; a row goes when its mail is out.
create table pbx.voicemail_mail (
    message_id text primary key,
    mailbox    text        not null,
    queued_at  timestamptz not null default now(),
    attempts   integer     not null default 0,
    next_at    timestamptz not null default now(),
    -- The mail is out, and the message is to be deleted.
    sent       boolean     not null default false
);
create index on pbx.voicemail_mail (next_at);
