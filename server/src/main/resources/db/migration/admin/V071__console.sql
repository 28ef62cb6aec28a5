alter table pbx.admin_user
    add column role            text not null default 'administrator' check (role in ('administrator', 'auditor')),
    add column enabled         boolean not null default true,
    add column last_sign_in_at timestamptz;

-- Who is signed in to the console. The token is in the browser's cookie; here is only its hash.
create table pbx.admin_session (
    token_hash   bytea       primary key,
    -- Names the session to people and in the audit log.
    id           text        not null unique,
    user_name    text        not null references pbx.admin_user on update cascade on delete cascade,
    -- What it may do: 'password' only give the user a new one, 'open' all that the role allows.
    stage        text        not null check (stage in ('code', 'password', 'open')),
    address      text        not null,
    agent        text        not null,
    -- What the next page tells once, encrypted with the token.
    note         bytea,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);

create index admin_session_user on pbx.admin_session (user_name);

-- Failed sign-ins by user name and by address.
create table pbx.sign_in_failure (
    subject      text        primary key,
    failures     int         not null,
    last_at      timestamptz not null,
    locked_until timestamptz not null
);
