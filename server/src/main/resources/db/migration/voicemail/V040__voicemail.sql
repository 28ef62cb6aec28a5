-- What events last told of the messages in Asterisk's spool; the files are the truth.
create table pbx.voicemail_message (
    id          text primary key,
    mailbox     text        not null,
    folder      text        not null,
    caller_id   text        not null,
    received_at timestamptz not null,
    duration    integer     not null,
    read        boolean     not null,
    size        bigint      not null
);
create index on pbx.voicemail_message (mailbox);

-- Has a row once the spool was compared for the first time: messages from before that are nobody's news.
create table pbx.voicemail_baseline (
    only_one boolean primary key default true check (only_one),
    taken_at timestamptz not null default now()
);
