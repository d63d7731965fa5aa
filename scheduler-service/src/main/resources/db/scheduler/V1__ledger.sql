-- What is kept of a job; its definition is configuration. The row is locked while the job is moved on: replicas take turns.
create table scheduler.job (
    name              text        primary key,
    materialised_until timestamptz not null,
    fencing_token     bigint      not null default 0,
    paused_at         timestamptz,
    paused_by         text,
    failing_since     timestamptz
);

-- One row for each (job, scheduled time), whatever became of it.
create table scheduler.slot (
    job           text        not null references scheduler.job (name),
    scheduled_for timestamptz not null,
    origin        text        not null check (origin in ('SCHEDULE', 'REQUEST', 'DRIFT')),
    state         text        not null check (state in
                  ('PENDING', 'DISPATCHED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'MISSED')),
    reason        text        not null default '',
    run_id        text        unique,
    fencing_token bigint,
    created_at    timestamptz not null,
    dispatched_at timestamptz,
    deadline      timestamptz,
    finished_at   timestamptz,
    primary key (job, scheduled_for)
);
create index slot_open on scheduler.slot (job) where state in ('PENDING', 'DISPATCHED', 'RUNNING');
create index slot_by_time on scheduler.slot (scheduled_for);

-- Every run that was ever heard of on pipeline-runs, whoever asked for it.
create table scheduler.run (
    run_id            text        primary key,
    tenant            text        not null,
    pipeline          text        not null,
    status            text        not null check (status in ('requested', 'running', 'succeeded', 'refused', 'failed')),
    requested_by      text,
    reason            text,
    job               text,
    slot              timestamptz,
    fencing_token     bigint,
    parameters        jsonb       not null default '{}',
    requested_at      timestamptz,
    started_at        timestamptz,
    executor          text,
    stage             text,
    fraction          double precision,
    remaining_seconds double precision,
    message           text,
    metrics           jsonb       not null default '{}',
    progressed_at     timestamptz,
    finished_at       timestamptz,
    finish_reason     text,
    given_up          boolean     not null default false,
    result            jsonb       not null default '{}',
    first_heard_at    timestamptz not null,
    last_heard_at     timestamptz not null
);
create index run_by_time on scheduler.run (tenant, first_heard_at desc);
create index run_open on scheduler.run (tenant, pipeline) where status in ('requested', 'running');

-- What is to be sent, written in the transaction of its cause.
create table scheduler.outbox (
    id         bigint generated always as identity primary key,
    event_id   text        not null unique,
    topic      text        not null,
    key        text        not null,
    headers    jsonb       not null,
    value      bytea       not null,
    created_at timestamptz not null,
    sent_at    timestamptz
);
create index outbox_unsent on scheduler.outbox (id) where sent_at is null;

-- What was decided about each severe drift, and why.
create table scheduler.remediation (
    drift_event_id text        primary key,
    tenant         text        not null,
    decision       text        not null check (decision in ('REQUESTED', 'SUPPRESSED')),
    reason         text        not null,
    explanation    text        not null,
    job            text        not null,
    run_id         text,
    drift_summary  text        not null,
    drift_at       timestamptz not null,
    decided_at     timestamptz not null
);
create index remediation_by_time on scheduler.remediation (tenant, decided_at desc);
