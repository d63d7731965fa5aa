-- Summaries per hour and per day (width 3600 or 86400 seconds; start in seconds since 1970, UTC). An hour is closed, and
-- trimmed to its size, when nothing more is expected of it.
create table ledger_cell (
    tenant text not null,
    metric text not null,
    segment text not null,
    width int not null,
    start bigint not null,
    model text not null,
    closed boolean not null,
    cell bytea not null,
    primary key (tenant, metric, segment, width, start, model)
);
-- Cells are as dense as they get: compressing them costs time and gains nothing.
alter table ledger_cell alter column cell set storage external;
create index ledger_cell_open on ledger_cell (start) where not closed;

-- What batches added to hours, appended in the transaction that moves the offsets; folded into the hours now and then.
create table ledger_part (
    id bigint generated always as identity primary key,
    tenant text not null,
    metric text not null,
    segment text not null,
    start bigint not null,
    model text not null,
    cell bytea not null
);
alter table ledger_part alter column cell set storage external;
create index ledger_part_hour on ledger_part (tenant, metric, start);

-- All that was logged before this second has been counted.
create table ledger_progress (
    name text primary key,
    caught_up_at bigint not null
);

-- Without it nobody can tell whose hash a hash is.
create table person_salt (
    tenant text primary key,
    salt bytea not null
);
