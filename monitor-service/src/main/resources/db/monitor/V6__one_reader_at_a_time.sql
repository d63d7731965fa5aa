-- Which replica reads the topics; the others stand by until it lets go or falls silent.
create table reading_lease (
    name text primary key,
    holder text not null,
    until timestamptz not null
);
-- A topic that was deleted and created again counts its offsets anew.
alter table consumed add column topic_id text;
