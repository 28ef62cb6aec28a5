-- What Asterisk reads (res_config_pgsql). Every column is the name of an option of Asterisk's; a value must not hold a bare
-- semicolon (res_config_pgsql separates values by it: ^3B), and a caller's name must not hold what ends it.
drop view if exists ast.ps_endpoints, ast.ps_auths, ast.ps_aors, ast.ps_endpoint_id_ips, ast.voicemail, ast.ext,
    ast.outbound;

create or replace function ast.display_name(name text) returns text language sql immutable as $$
    select replace(replace(translate(name, '"<>\', '''()/'), '^', '^5E'), ';', '^3B')
$$;

create view ast.ps_endpoints as
select number as id, 'transport-udp'::text as transport, number as aors, number as auth,
       'from-internal'::text as context, 'all'::text as disallow, 'ulaw,alaw,g722'::text as allow,
       'no'::text as direct_media, 'yes'::text as rtp_symmetric, 'yes'::text as force_rport,
       'yes'::text as rewrite_contact,
       '"' || ast.display_name(name) || '" <' || number || '>' as callerid,
       case when box.number is not null then e.number || '@default' end as mailboxes,
       number as accountcode, 2 as device_state_busy_at, '1'::text as call_group,
       '1'::text as pickup_group, 'yes'::text as allow_subscribe,
       'from-internal'::text as subscribe_context, 'auth_username,username'::text as identify_by,
       120 as rtp_timeout, 3600 as rtp_timeout_hold,
       'no'::text as allow_overlap
  from pbx.extension e left join pbx.voicemail_box box using (number)
union all
select 'trunk-' || name, 'transport-udp', 'trunk-' || name, null, 'from-trunk', 'all', 'ulaw,alaw',
       'no', 'yes', 'yes', 'no', null, null, 'trunk-' || name, null, null, null, 'no', null, 'ip', 120, 3600, 'no'
  from pbx.trunk where enabled;

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
       'no'::text as attach, 'no'::text as delete
  from pbx.extension e join pbx.voicemail_box box using (number);

-- Looked up by the dialplan (REALTIME_FIELD).
create view ast.ext as
select e.number, e.ring_seconds::text as ring,
       case when box.number is not null then 'yes' else 'no' end as vm
  from pbx.extension e left join pbx.voicemail_box box using (number);

-- Where calls to the outside world go: the oldest trunk that is enabled.
create view ast.outbound as
select 'default'::text as route, 'trunk-' || name as endpoint
  from pbx.trunk where enabled order by created_at, name limit 1;
