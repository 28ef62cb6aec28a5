-- What Asterisk reads (res_config_pgsql). Every column is the name of an option of Asterisk's; a value must not hold a bare
-- semicolon (res_config_pgsql separates values by it: ^3B), and a caller's name must not hold what ends it.
drop view if exists ast.ps_endpoints, ast.ps_auths, ast.ps_aors, ast.ps_endpoint_id_ips, ast.voicemail, ast.ext,
    ast.outbound;

create or replace function ast.display_name(name text) returns text language sql immutable as $$
    select replace(replace(translate(name, '"<>\', '''()/'), '^', '^5E'), ';', '^3B')
$$;

-- A caller id as people write it, `"Name" <number>`, a number or a name: the number and the name in it.
create or replace function ast.cid_number(cid text) returns text language sql immutable as $$
    select coalesce((regexp_match(cid, '<\s*([0-9*#+]{1,32})\s*>\s*$'))[1],
                    (regexp_match(cid, '^\s*([0-9*#+]{1,32})\s*$'))[1], '')
$$;
create or replace function ast.cid_name(cid text) returns text language sql immutable as $$
    select case when cid ~ '^\s*[0-9*#+]*\s*$' then ''
                else ast.display_name(trim(both ' "' from regexp_replace(cid, '<[^<>]*>\s*$', ''))) end
$$;

-- How much a recording policy wants: 0 never, 2 whatever, 4 always.
create or replace function ast.record_rank(word text) returns integer language sql immutable as $$
    select case word when 'force' then 4 when 'yes' then 3 when 'no' then 1 when 'never' then 0 else 2 end
$$;

-- The fields with an @ are the product's own; Asterisk caches them with the rest and gives them to the dialplan by
-- PJSIP_ENDPOINT(), database or not. @called is what happens to calls for the extension, @calling what it shows and
-- records when it calls; their parts have closed forms, see V021.
create view ast.ps_endpoints as
select e.number as id, case when profile = 'nat' or profile = 'lan' then 'transport-udp' end as transport,
       e.number as aors, e.number as auth,
       'from-internal'::text as context, 'all'::text as disallow, codecs as allow,
       'no'::text as direct_media,
       case when profile = 'lan' then 'no' else 'yes' end as rtp_symmetric,
       case when profile = 'lan' then 'no' else 'yes' end as force_rport,
       case when profile = 'lan' then 'no' else 'yes' end as rewrite_contact,
       case profile when 'webrtc' then 'yes' end as webrtc,
       case profile when 'webrtc' then 'yes' end as dtls_auto_generate_cert,
       case profile when 'srtp' then 'sdes' end as media_encryption,
       dtmf_mode, language, music_class as moh_suggest,
       '"' || coalesce(nullif(ast.cid_name(caller_id), ''), ast.display_name(name)) || '" <'
           || coalesce(nullif(ast.cid_number(caller_id), ''), e.number) || '>' as callerid,
       case when box.number is not null then e.number || '@default' end as mailboxes,
       e.number as accountcode, case when call_waiting then 2 else 1 end as device_state_busy_at,
       nullif(call_groups, '') as named_call_group,
       nullif(pickup_groups, '') as named_pickup_group, 'yes'::text as allow_subscribe,
       'from-internal'::text as subscribe_context, 'auth_username,username'::text as identify_by,
       120 as rtp_timeout, 3600 as rtp_timeout_hold,
       'no'::text as allow_overlap,
       concat_ws(',', case when f.enabled and f.members <> '' and f.initial_ring > 0 then f.initial_ring else e.ring_seconds end,
           case when call_waiting then '1' else '0' end,
           case when do_not_disturb then '1' else '0' end, forward_all, forward_busy, forward_no_answer,
           busy_destination, no_answer_destination, unavailable_destination,
           ast.record_rank(record_in_external), ast.record_rank(record_in_internal), record_priority,
           case when f.enabled and f.members <> '' then '1' end) as "@called",
       concat_ws(',', ast.cid_number(outbound_cid), ast.cid_number(emergency_cid),
           ast.record_rank(record_out_external), ast.record_rank(record_out_internal), record_priority) as "@calling",
       nullif(ast.cid_name(outbound_cid), '') as "@outboundname",
       nullif(ast.cid_name(emergency_cid), '') as "@emergencyname",
       -- How numbers are rung: strategy, seconds, confirmation, prefix, destination; and the numbers.
       case when f.enabled then concat_ws(',', f.strategy, f.ring_seconds, case when f.confirm then '1' else '0' end,
           f.prefix, f.destination) end as "@group",
       case when f.enabled then nullif(f.members, '') end as "@members",
       null as "@route"
  from pbx.extension e left join pbx.voicemail_box box using (number) left join pbx.follow_me f using (number)
union all
select 'trunk-' || name, 'transport-udp', 'trunk-' || name, null, 'from-trunk', 'all', 'ulaw,alaw',
       'no', 'yes', 'yes', 'no', null, null, null, null, null, null, null, null, 'trunk-' || name, null, null, null, 'no',
       null, 'ip', 120, 3600, 'no', null, null, null, null, null, null, null
  from pbx.trunk where enabled
union all
-- Ring groups and inbound routes are endpoints that nobody can be: no address identifies them, and the auth that
-- they name does not exist. As such they are in the cache, which is what the dialplan needs.
select 'group-' || number, null, null, 'nobody', 'nowhere', 'all', 'ulaw', 'no', null, null, null, null, null, null, null, null,
       null, null, null, null, null, null, null, 'no', null, 'ip', null, null, 'no', null, null, null, null,
       concat_ws(',', strategy, ring_seconds, case when confirm then '1' else '0' end, prefix, destination), members, null
  from pbx.ring_group
union all
select 'did-' || coalesce(nullif(did, ''), 'any') || '_' || coalesce(nullif(cid, ''), 'any'),
       null, null, 'nobody', 'nowhere', 'all', 'ulaw', 'no', null, null, null, null, null, null, null, null,
       null, null, null, null, null, null, null, 'no', null, 'ip', null, null, 'no', null, null, null, null,
       null, null, concat_ws(',', destination, prefix)
  from pbx.inbound_route;

create view ast.ps_auths as
select number as id, 'digest'::text as auth_type, number as username, 'asterisk'::text as realm,
       'MD5:' || digest_md5 || ',SHA-256:' || digest_sha256 as password_digest
  from pbx.extension;

create view ast.ps_aors as
select e.number as id, e.max_contacts, 'yes'::text as remove_existing, 'yes'::text as remove_unavailable,
       30 as qualify_frequency, 60 as minimum_expiration, 3600 as maximum_expiration,
       300 as default_expiration, null::text as contact,
       case when box.number is not null then e.number || '@default' end as mailboxes
  from pbx.extension e left join pbx.voicemail_box box using (number)
union all
select 'trunk-' || name, 0, null, null, 0, 60, 3600, 300, 'sip:' || case when host like '%:%' then '[' || host || ']' else host end || ':' || port, null
  from pbx.trunk where enabled;

create view ast.ps_endpoint_id_ips as
select 'trunk-' || name as id, 'trunk-' || name as endpoint, host as match
  from pbx.trunk where enabled;

create view ast.voicemail as
select e.position as uniqueid, 'default'::text as context, e.number as mailbox, box.pin as password,
       ast.display_name(e.name) as fullname, nullif(box.email, '') as email,
       -- Asterisk sends no mail here, so it must not delete what it believes to have sent.
       'no'::text as attach, 'no'::text as delete, nullif(box.pager, '') as pager,
       case when box.say_caller_id then 'yes' else 'no' end as saycid,
       case when box.envelope then 'yes' else 'no' end as envelope,
       nullif(e.language, '') as language, nullif(e.time_zone, '') as tz
  from pbx.extension e join pbx.voicemail_box box using (number);

-- Where calls to the outside world go: the oldest trunk that is enabled.
create view ast.outbound as
select 'default'::text as route, 'trunk-' || name as endpoint
  from pbx.trunk where enabled order by created_at, name limit 1;
