-- More pipelines than training, more algorithms than one, and a trail of who changed what.

alter table training.models
    drop constraint models_status_check,
    add constraint models_status_check
        check (status in ('CANDIDATE', 'REFUSED', 'PUBLISHING', 'PUBLISHED', 'SUPERSEDED', 'ADOPTED')),
    add column code_version text,
    -- The trial of a tuning whose settings it was trained with.
    add column tuning_trial text;

-- A run may train several algorithms, and once more to choose between them or to find when to stop.
alter table training.iterations
    drop constraint iterations_pkey,
    drop constraint iterations_phase_check,
    add constraint iterations_phase_check check (phase in ('select', 'train', 'refit')),
    add column algorithm text not null default 'als',
    add column validation double precision,
    add primary key (run_id, phase, algorithm, iteration);

-- What happened to a model, and who had it happen. Rows are added and never changed.
create table training.audit (
    position bigint generated always as identity primary key,
    tenant   text        not null,
    model_id text        not null,
    at       timestamptz not null,
    who      text        not null,
    what     text        not null,
    status   text        not null,
    why      text        not null
);
create index audit_by_model on training.audit (model_id, position);

insert into training.audit (tenant, model_id, at, who, what, status, why)
select tenant, model_id, changed_at, created_by, 'known before the trail began', status, reason from training.models;

-- Datasets that were kept in the store.
create table training.datasets (
    position     bigint generated always as identity,
    tenant       text        not null,
    version      text        not null,
    run_id       text        not null,
    data_through timestamptz not null,
    slice        text        not null,
    counts       jsonb       not null,
    created_at   timestamptz not null,
    primary key (tenant, version)
);
create index datasets_by_position on training.datasets (tenant, position desc);

-- A stored model on the newest slice.
create table training.evaluations (
    run_id          text primary key references training.runs,
    tenant          text        not null,
    model_id        text        not null references training.models,
    dataset_version text        not null,
    slice           text        not null,
    metrics         jsonb       not null,
    evaluated_at    timestamptz not null
);
create index evaluations_by_model on training.evaluations (model_id, evaluated_at desc);

-- The best settings that a tuning has found, newest tuning of each algorithm.
create table training.tuned (
    tenant    text             not null,
    algorithm text             not null,
    run_id    text             not null,
    trial     text             not null,
    settings  jsonb            not null,
    ndcg      double precision not null,
    tuned_at  timestamptz      not null,
    primary key (tenant, algorithm)
);

-- Trials of tunings, so that one that was killed goes on where it was. The document is the trial as tuning writes it.
create table training.trials (
    search    text        not null,
    tenant    text        not null,
    position  integer     not null,
    document  jsonb       not null,
    run_id    text        not null,
    ended_at  timestamptz not null,
    primary key (tenant, search, position)
);
create index trials_by_run on training.trials (run_id, position);
