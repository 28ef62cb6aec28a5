-- At every start, so that the tables of every new migration are covered: a change of what is
-- provisioned is told to all nodes, who then forget the answers that they keep. What is not
-- provisioned, and written all the time, is named here; forgetting a table costs speed, never truth.
create or replace function pbx.tell_provisioned() returns trigger language plpgsql as $$
begin
    perform pg_notify('pbx_provisioned', '');
    return null;
end $$;

do $$
declare
    name text;
begin
    for name in
        select table_name from information_schema.tables
         where table_schema = 'pbx' and table_type = 'BASE TABLE'
           and table_name !~ '^(call|cdr|event|audit|idempot|access_token|token|flyway|application|admin|bucket|voicemail_(message|outbox))'
           and not exists (select from pg_trigger
                            where tgrelid = format('pbx.%I', table_name)::regclass
                              and tgname = 'provisioned')
    loop
        execute format('create trigger provisioned after insert or update or delete or truncate
                        on pbx.%I for each statement execute function pbx.tell_provisioned()', name);
    end loop;
end $$;
