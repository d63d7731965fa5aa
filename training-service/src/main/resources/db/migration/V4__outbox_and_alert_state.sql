-- Events that leave with the transaction of their cause, and which alerts are on, as all services keep them.

create table training.outbox (
    id         bigint generated always as identity primary key,
    event_id   text        not null unique,
    topic      text        not null,
    key        text        not null,
    headers    jsonb       not null,
    value      bytea       not null,
    created_at timestamptz not null,
    sent_at    timestamptz
);

create index outbox_unsent on training.outbox (id) where sent_at is null;

create table training.alert_state (
    fingerprint    text        primary key,
    tenant         text        not null,
    rule           text        not null,
    severity       text        not null,
    active         boolean     not null,
    episode        int         not null,
    raised         int         not null,
    since          timestamptz not null,
    last_raised_at timestamptz not null,
    labels         jsonb       not null
);

-- What is on stays on. Labels were not kept, but a fingerprint is made of them: tenant, rule, and label and value of the
-- pipeline, each behind its length in bytes.
insert into training.alert_state
    (fingerprint, tenant, rule, severity, active, episode, raised, since, last_raised_at, labels)
select alert.fingerprint, alert.tenant, alert.rule,
       case alert.rule when 'model-not-verified' then 'critical' else 'warning' end,
       true, 1, 1, alert.raised_at, alert.raised_at,
       case when pipeline.code is null then '{}' else jsonb_build_object('pipeline', pipeline.code) end
from training.open_alerts alert
left join (values ('model-training'), ('data-refresh'), ('hyperparameter-tuning'), ('model-evaluation'),
                  ('item-embeddings')) pipeline (code)
    on left(encode(sha256(convert_to(
           octet_length(alert.tenant) || ':' || alert.tenant || octet_length(alert.rule) || ':' || alert.rule
           || '8:pipeline' || octet_length(pipeline.code) || ':' || pipeline.code, 'UTF8')), 'hex'), 32)
       = alert.fingerprint;

drop table training.open_alerts;
