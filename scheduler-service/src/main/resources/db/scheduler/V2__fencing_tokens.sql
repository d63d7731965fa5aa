-- Executors compare tokens of a tenant's pipeline, so that is what they are counted for; until now each job counted its own.
create table scheduler.fencing_token (
    tenant   text   not null,
    pipeline text   not null,
    token    bigint not null,
    primary key (tenant, pipeline)
);
