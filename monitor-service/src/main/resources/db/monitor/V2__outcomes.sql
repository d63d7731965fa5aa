-- How the model that served had ranked what users then took, per bucket of time and model.
create table outcome_fact (
    tenant text not null,
    bucket bigint not null,
    model text not null,
    observed bigint not null,
    hits bigint not null,
    reciprocal_ranks double precision not null,
    rated bigint not null,
    squared_errors double precision not null,
    primary key (tenant, bucket, model)
);
