-- What the dialplan reads has a closed form here too, as in V021. extras keeps what FreePBX's scripts store and read
-- back and what calls do not use.
create table pbx.ring_group (
    number       text primary key check (number ~ '^[1-9][0-9]{1,7}$'),
    description  text        not null default '',
    strategy     text        not null check (strategy in ('ringall', 'ringall-prim', 'hunt', 'hunt-prim',
                                 'memoryhunt', 'memoryhunt-prim', 'firstavailable', 'firstnotonphone')),
    -- Numbers in order, joined by a hyphen: extensions, or numbers of the outside world.
    members      text        not null check (members ~ '^[0-9*+]{1,32}#?(-[0-9*+]{1,32}#?)*$'),
    ring_seconds integer     not null default 20 check (ring_seconds between 1 and 300),
    prefix       text        not null default '' check (prefix ~ '^[A-Za-z0-9 :_.-]{0,20}$'),
    confirm      boolean     not null default false,
    -- Where a call goes that nobody takes; empty ends it.
    destination  text        not null default '' check (destination ~ '^([a-z]+:[0-9a-z*#+]+)?$'),
    extras       jsonb       not null default '{}',
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now()
);

create table pbx.follow_me (
    number       text primary key references pbx.extension on delete cascade,
    enabled      boolean     not null default false,
    strategy     text        not null default 'ringallv2',
    members      text        not null default '' check (members ~ '^([0-9*+]{1,32}#?(-[0-9*+]{1,32}#?)*)?$'),
    ring_seconds integer     not null default 20 check (ring_seconds between 1 and 300),
    -- How long the extension's own phones ring before.
    initial_ring integer     not null default 7 check (initial_ring between 0 and 120),
    prefix       text        not null default '' check (prefix ~ '^[A-Za-z0-9 :_.-]{0,20}$'),
    confirm      boolean     not null default false,
    -- Empty: what the extension does with calls that nobody answers.
    destination  text        not null default '' check (destination ~ '^([a-z]+:[0-9a-z*#+]+)?$'),
    extras       jsonb       not null default '{}',
    updated_at   timestamptz not null default now()
);

create table pbx.inbound_route (
    -- The number that was dialled and the number of the caller; empty for any.
    did          text        not null check (did ~ '^[0-9+]{0,32}$'),
    cid          text        not null check (cid ~ '^[0-9+]{0,32}$'),
    description  text        not null default '',
    prefix       text        not null default '' check (prefix ~ '^[A-Za-z0-9 :_.-]{0,20}$'),
    destination  text        not null check (destination ~ '^[a-z]+:[0-9a-z*#+]+$'),
    extras       jsonb       not null default '{}',
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    primary key (did, cid)
);
