-- What an extension does with calls, its phones, and its box. Texts that the dialplan reads have a closed form, so that
-- nothing in them can mean more than itself there.
alter table pbx.extension
    add call_waiting            boolean not null default true,
    add do_not_disturb          boolean not null default false,
    add forward_all             text    not null default '' check (forward_all ~ '^[0-9*#+]{0,32}$'),
    add forward_busy            text    not null default '' check (forward_busy ~ '^[0-9*#+]{0,32}$'),
    add forward_no_answer       text    not null default '' check (forward_no_answer ~ '^[0-9*#+]{0,32}$'),
    -- A destination as `kind:what`; empty for what happens when nothing is said: the box, else the cause.
    add busy_destination        text    not null default '' check (busy_destination ~ '^([a-z]+:[0-9a-z*#+]+)?$'),
    add no_answer_destination   text    not null default '' check (no_answer_destination ~ '^([a-z]+:[0-9a-z*#+]+)?$'),
    add unavailable_destination text    not null default '' check (unavailable_destination ~ '^([a-z]+:[0-9a-z*#+]+)?$'),
    add codecs                  text    not null default 'ulaw,alaw,g722' check (codecs ~ '^[a-z0-9]+(,[a-z0-9]+)*$'),
    add dtmf_mode               text    not null default 'rfc4733'
        check (dtmf_mode in ('rfc4733', 'inband', 'info', 'auto', 'auto_info')),
    add profile                 text    not null default 'nat' check (profile in ('nat', 'lan', 'srtp', 'webrtc')),
    add music_class             text    not null default 'default' check (music_class ~ '^[A-Za-z0-9_-]{1,80}$'),
    add call_groups             text    not null default '1' check (call_groups ~ '^([A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*)?$'),
    add pickup_groups           text    not null default '1' check (pickup_groups ~ '^([A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*)?$'),
    add language                text    not null default 'en' check (language ~ '^[A-Za-z]{2,3}([_-][A-Za-z]{2,8})*$'),
    add time_zone               text    not null default '' check (time_zone ~ '^[A-Za-z0-9_+/-]{0,64}$'),
    add record_in_external      text    not null default 'dontcare'
        check (record_in_external in ('force', 'yes', 'dontcare', 'no', 'never')),
    add record_out_external     text    not null default 'dontcare'
        check (record_out_external in ('force', 'yes', 'dontcare', 'no', 'never')),
    add record_in_internal      text    not null default 'dontcare'
        check (record_in_internal in ('force', 'yes', 'dontcare', 'no', 'never')),
    add record_out_internal     text    not null default 'dontcare'
        check (record_out_internal in ('force', 'yes', 'dontcare', 'no', 'never')),
    add record_on_demand        boolean not null default false,
    add record_priority         integer not null default 10 check (record_priority between 0 and 20),
    add search                  text    generated always as (lower(number || ' ' || name || ' ' || email)) stored;

alter table pbx.voicemail_box
    add pager          text    not null default '',
    add say_caller_id  boolean not null default false,
    add envelope       boolean not null default false;

create index extension_by_name on pbx.extension (name, position);
create index extension_by_change on pbx.extension (updated_at, position);
create index extension_by_prefix on pbx.extension (number text_pattern_ops);

-- Finds a text inside names without reading all of them. A database whose owner may not have it works without, slower.
do $$
begin
    create extension if not exists pg_trgm;
    create index extension_by_text on pbx.extension using gin (search gin_trgm_ops);
exception when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
    raise notice 'pg_trgm is not available: searches read all extensions';
end $$;
