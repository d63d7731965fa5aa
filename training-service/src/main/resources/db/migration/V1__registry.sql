-- What training-service remembers. Times are UTC; JSON columns hold documents that are read whole and never joined.

create table training.models (
    model_id        text primary key,
    tenant          text        not null,
    status          text        not null check (status in ('CANDIDATE', 'REFUSED', 'PUBLISHING', 'PUBLISHED', 'SUPERSEDED')),
    algorithm       text        not null,
    run_id          text        not null,
    dataset_version text        not null,
    data_through    timestamptz not null,
    parent_model_id text,
    parameters      jsonb       not null,
    metrics         jsonb       not null,
    gate            jsonb       not null,
    uri             text,
    manifest_sha256 text,
    created_at      timestamptz not null,
    created_by      text        not null,
    reason          text        not null,
    changed_at      timestamptz not null
);
create index models_by_tenant on training.models (tenant, created_at desc);

-- Every announcement that was made or was about to be made. A row that is still PUBLISHING when the service starts is
-- announced again: same generation, same event id.
create table training.deployments (
    tenant      text        not null,
    generation  bigint      not null,
    model_id    text        not null references training.models,
    status      text        not null check (status in ('PUBLISHING', 'PUBLISHED')),
    event       jsonb       not null,
    deployed_by text        not null,
    reason      text        not null,
    deployed_at timestamptz not null,
    primary key (tenant, generation)
);

create table training.runs (
    position          bigint generated always as identity,
    run_id            text primary key,
    tenant            text        not null,
    pipeline          text        not null,
    requested_by      text        not null,
    request_reason    text        not null,
    fencing_token     bigint,
    parameters        jsonb       not null,
    status            text        not null check (status in ('REQUESTED', 'RUNNING', 'SUCCEEDED', 'REFUSED', 'FAILED')),
    executor          text,
    stage             text,
    fraction          double precision,
    remaining_seconds double precision,
    message           text,
    requested_at      timestamptz not null,
    started_at        timestamptz,
    finished_at       timestamptz,
    model_id          text,
    finish_reason     text,
    metrics           jsonb,
    gate              jsonb,
    result            jsonb,
    -- Whether the broker has acknowledged what became of the run.
    told              boolean     not null default false
);
create unique index runs_by_position on training.runs (position);
create index runs_by_tenant on training.runs (tenant, position desc);

create table training.iterations (
    run_id    text             not null references training.runs,
    phase     text             not null check (phase in ('train', 'refit')),
    iteration integer          not null,
    loss      double precision not null,
    seconds   double precision not null,
    primary key (run_id, phase, iteration)
);

-- The last word of each replica on `model-status`.
create table training.replicas (
    tenant     text        not null,
    instance   text        not null,
    model_id   text,
    generation bigint      not null,
    refused    text,
    said_at    timestamptz not null,
    primary key (tenant, instance)
);

-- Alerts that this service has raised and not resolved.
create table training.open_alerts (
    fingerprint text primary key,
    tenant      text        not null,
    rule        text        not null,
    raised_at   timestamptz not null
);
