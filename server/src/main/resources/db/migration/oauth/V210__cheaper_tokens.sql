-- What each new token cost beside its row: a lock on the row of its application, written down in that row, and an index of
-- ids that nobody searches. Both go. The tokens of an application still end with it.
alter table pbx.access_token
    drop constraint access_token_application_id_fkey,
    drop constraint access_token_id_key;

create function pbx.end_tokens_of_application() returns trigger language plpgsql as $$
begin
    delete from pbx.access_token where application_id = old.id;
    return null;
end $$;

create trigger application_deleted_with_tokens
    after delete on pbx.application for each row execute function pbx.end_tokens_of_application();
