create table kit.outbox (
    id         bigint generated always as identity primary key,
    event_id   text        not null unique,
    topic      text        not null,
    key        text        not null,
    headers    jsonb       not null,
    value      bytea       not null,
    created_at timestamptz not null,
    sent_at    timestamptz
);
create table kit.alert_state (
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
