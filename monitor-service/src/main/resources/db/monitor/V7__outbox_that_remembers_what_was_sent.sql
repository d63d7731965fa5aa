-- The outbox knows topics by their names in the contract and each event once by its id, and remembers for a while what
-- was sent. Until now a row was deleted when it was sent: what is here has still to be.
alter table outbox add column event_id text;
alter table outbox add column sent_at timestamptz;
update outbox set
    topic = substring(topic from '((?:interactions|items|recommendations|outcomes|model-published|model-status'
        || '|drift-events|alerts|pipeline-runs|rules|users)(?:-dead-letter)?)$'),
    -- A dead letter has no id of its own.
    event_id = coalesce(headers ->> 'ce_id', 'row/' || id);
delete from outbox again using outbox first where again.event_id = first.event_id and again.id > first.id;
alter table outbox alter column event_id set not null;
alter table outbox add unique (event_id);
create index outbox_unsent on outbox (id) where sent_at is null;
