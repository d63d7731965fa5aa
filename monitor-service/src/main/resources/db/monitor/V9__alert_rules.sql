-- Who was answered in which minute (start in seconds since 1970, UTC): a sample of people, as a summary.
create table answered_people (
    tenant text not null,
    minute bigint not null,
    cell bytea not null,
    primary key (tenant, minute)
);
alter table answered_people alter column cell set storage external;

-- How the runs of pipelines ended.
create table pipeline_result (
    tenant text not null,
    run_id text not null,
    pipeline text not null,
    status text not null,
    finished_at timestamptz not null,
    primary key (tenant, run_id)
);
create index pipeline_result_newest on pipeline_result (tenant, finished_at);

-- Alert rules that differ from the configured ones; without a definition the rule was deleted. The version goes on, so
-- that an old one never fits a new rule.
create table alert_rule (
    tenant text not null,
    name text not null,
    version bigint not null,
    definition jsonb,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (tenant, name)
);

-- What became of each rule at the last look.
create table alert_rule_state (
    tenant text not null,
    name text not null,
    state text not null,
    since timestamptz not null,
    looked_at timestamptz not null,
    value double precision,
    because text not null,
    definition text not null,
    raised_labels jsonb,
    primary key (tenant, name)
);
