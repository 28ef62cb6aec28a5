-- What counts against a fence's calls a minute and a day: each call and each further leg that an application had dialled.
-- Only for applications with such a fence; older than a day it counts for nothing.
create table pbx.dialled (
    application_id text        not null,
    at             timestamptz not null
);
create index dialled_at on pbx.dialled (application_id, at);
insert into pbx.dialled
    select application_id, created_at from pbx.call
    where application_id is not null and created_at > now() - interval '1 day';
