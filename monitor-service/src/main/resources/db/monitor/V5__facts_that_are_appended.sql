-- Interactions are appended: offsets move in the same transaction, so a row never has to be found again, and the
-- windows are summed up when they are read. Seven columns of unique index cost more than the rows themselves.
alter table interaction_fact drop constraint interaction_fact_pkey;
create index interaction_fact_age on interaction_fact using brin (bucket) with (autosummarize = on);

-- An event is remembered by the MD5 of its tenant and id: a key of sixteen bytes in place of some sixty.
create table counted (
    high bigint not null,
    low bigint not null,
    counted_at bigint not null,
    primary key (high, low)
);
insert into counted (high, low, counted_at)
select ('x' || substr(hash, 1, 16))::bit(64)::bigint, ('x' || substr(hash, 17))::bit(64)::bigint, counted_at
from (select md5(tenant || E'\x1f' || event_id) as hash, counted_at from counted_event) hashed;
drop table counted_event;
alter table counted rename to counted_event;
alter index counted_pkey rename to counted_event_pkey;
create index counted_event_age on counted_event using brin (counted_at) with (autosummarize = on);

-- What is deleted by its age each minute is found by it, however many tenants there are.
create index request_fact_age on request_fact using brin (bucket) with (autosummarize = on);
create index latency_fact_age on latency_fact using brin (bucket) with (autosummarize = on);
create index item_fact_age on item_fact using brin (hour) with (autosummarize = on);
create index outcome_fact_age on outcome_fact using brin (bucket) with (autosummarize = on);
