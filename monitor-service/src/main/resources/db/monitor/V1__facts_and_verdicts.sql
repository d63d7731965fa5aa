-- Times of buckets are whole seconds since 1970 (UTC): they are keys, and are added to and divided.

-- Where reading goes on. Moved in the transaction that holds the effect of what was read.
create table consumed (
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Events on their way out, oldest first; a row is deleted when the broker has acknowledged it.
create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    key text not null,
    value bytea not null,
    headers jsonb not null,
    created_at timestamptz not null
);

-- Events that have been counted: one that arrives again counts no more. Kept as long as late copies are expected.
create table counted_event (
    tenant text not null,
    event_id text not null,
    counted_at bigint not null,
    primary key (tenant, event_id)
);
create index counted_event_age on counted_event (counted_at);

-- What the recommender answered, per bucket of time, model and strategy ('' where there was none).
create table request_fact (
    tenant text not null,
    bucket bigint not null,
    model text not null,
    strategy text not null,
    fallback boolean not null,
    served bigint not null default 0,
    failed bigint not null default 0,
    rejected bigint not null default 0,
    clicked bigint not null default 0,
    clicked_early bigint not null default 0,
    primary key (tenant, bucket, model, strategy)
);

-- Latencies in classes of 2^(class/4) microseconds.
create table latency_fact (
    tenant text not null,
    bucket bigint not null,
    class int not null,
    requests bigint not null,
    primary key (tenant, bucket, class)
);

create table item_fact (
    tenant text not null,
    hour bigint not null,
    item text not null,
    shown bigint not null default 0,
    clicked bigint not null default 0,
    primary key (tenant, hour, item)
);

-- Lists that may still be clicked.
create table impression (
    tenant text not null,
    request_id text not null,
    bucket bigint not null,
    model text not null,
    strategy text not null,
    shown_at timestamptz not null,
    items text[] not null,
    clicked boolean not null default false,
    clicked_early boolean not null default false,
    primary key (tenant, request_id)
);
create index impression_age on impression (bucket);

create table impression_click (
    tenant text not null,
    request_id text not null,
    item text not null,
    primary key (tenant, request_id, item),
    foreign key (tenant, request_id) references impression on delete cascade
);

-- Clicks whose list has not been heard of yet.
create table waiting_click (
    tenant text not null,
    request_id text not null,
    item text not null,
    clicked_at timestamptz not null,
    primary key (tenant, request_id, item)
);
create index waiting_click_age on waiting_click (clicked_at);

-- What people did, by hashed person; kept for as long as windows and baselines look back.
create table interaction_fact (
    tenant text not null,
    bucket bigint not null,
    person bigint not null,
    item text not null,
    action text not null,
    rating text not null,
    positive boolean not null,
    interactions bigint not null,
    primary key (tenant, bucket, person, item, action, rating, positive)
);

create table model (
    tenant text not null,
    model_id text not null,
    manifest_sha256 text,
    published_at timestamptz,
    serving_since timestamptz,
    primary key (tenant, model_id)
);

-- The model that should serve.
create table published (
    tenant text primary key,
    generation bigint not null,
    model_id text not null,
    published_at timestamptz not null
);

-- What each replica says of itself.
create table replica (
    tenant text not null,
    instance text not null,
    generation bigint not null,
    model_id text,
    refused_model_id text,
    refused_generation bigint,
    because text,
    said_at timestamptz not null,
    primary key (tenant, instance)
);

create table drift_run (
    run_id text primary key,
    tenant text not null,
    requested_at timestamptz not null,
    status text not null,
    started_at timestamptz
);
create index drift_run_open on drift_run (status) where status in ('requested', 'started');

create table evaluation (
    event_id text primary key,
    tenant text not null,
    evaluated_at timestamptz not null,
    verdict text not null,
    event jsonb not null
);
create index evaluation_newest on evaluation (tenant, evaluated_at desc);

-- In how many windows in a row a check has seen effect and evidence.
create table check_state (
    tenant text not null,
    check_name text not null,
    baseline text not null,
    counted int not null,
    last_end timestamptz,
    primary key (tenant, check_name)
);

-- The distributions of the first live interactions under a model, in the form of a bundle's profile.
create table live_baseline (
    tenant text not null,
    model_id text not null,
    profile jsonb not null,
    primary key (tenant, model_id)
);

create table alert_state (
    fingerprint text primary key,
    tenant text not null,
    rule text not null,
    severity text not null,
    active boolean not null,
    episode int not null,
    raised int not null,
    since timestamptz not null,
    last_raised_at timestamptz not null,
    labels jsonb not null
);
