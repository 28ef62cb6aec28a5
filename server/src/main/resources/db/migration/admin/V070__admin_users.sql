create table pbx.admin_user (
    name          text primary key,
    password_hash text        not null,
    -- Set while the password is one that this program made: the first sign-in must change it.
    must_change   boolean     not null default true,
    created_at    timestamptz not null default now(),
    changed_at    timestamptz not null default now()
);
