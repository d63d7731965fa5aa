-- One row for each trouble (fingerprint) ever heard of. Locked while one of its events takes effect, so that replicas take turns.
create table alert.trouble (
    tenant           text        not null,
    fingerprint      text        not null,
    episodes         integer     not null default 0,
    last_resolved_at timestamptz,
    primary key (tenant, fingerprint)
);

create table alert.incident (
    id              uuid        primary key,
    tenant          text        not null,
    fingerprint     text        not null,
    episode         integer     not null,
    rule            text        not null,
    severity        text        not null check (severity in ('info', 'warning', 'critical')),
    status          text        not null check (status in ('open', 'resolved')),
    source          text        not null,
    summary         text        not null,
    labels          jsonb       not null,
    details         jsonb       not null,
    opened_at       timestamptz not null,
    last_seen_at    timestamptz not null,
    resolved_at     timestamptz,
    occurrences     bigint      not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    acknowledged_note text,
    unique (tenant, fingerprint, episode)
);
create unique index at_most_one_open_episode on alert.incident (tenant, fingerprint) where status = 'open';
create index incident_by_time on alert.incident (tenant, status, opened_at desc);

-- Which events have taken effect. Written in the transaction of the effect; kept longer than the topic keeps its records.
create table alert.inbox (
    event_id    text        primary key,
    tenant      text        not null,
    fingerprint text        not null,
    effect      text        not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null
);
create index inbox_by_time on alert.inbox (received_at);

-- What changed an incident; repetitions only count up on the incident itself, so that a long trouble stays small.
create table alert.incident_event (
    id          bigint generated always as identity primary key,
    incident_id uuid        not null references alert.incident (id) on delete cascade,
    kind        text        not null,
    event_id    text,
    actor       text        not null,
    severity    text,
    message     text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null
);
create index incident_event_by_incident on alert.incident_event (incident_id, id);

-- The decision that a channel shall be told; made in the transaction of the change that it tells of.
create table alert.notification (
    id              uuid        primary key,
    seq             bigint generated always as identity,
    tenant          text        not null,
    incident_id     uuid        not null references alert.incident (id) on delete cascade,
    episode         integer     not null,
    reason          text        not null,
    channel         text        not null,
    fallback_for    text        not null default '',
    severity        text        not null,
    payload         text        not null,
    state           text        not null check (state in ('PENDING', 'DELIVERED', 'DEAD')),
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    attempts        integer     not null default 0,
    refusals        integer     not null default 0,
    lease_owner     text,
    lease_until     timestamptz,
    finished_at     timestamptz,
    last_error      text,
    unique (incident_id, episode, reason, channel, fallback_for)
);
create index notification_due on alert.notification (channel, next_attempt_at) where state = 'PENDING';
create index notification_by_incident on alert.notification (incident_id, seq);

create table alert.attempt (
    notification_id    uuid        not null references alert.notification (id) on delete cascade,
    number             integer     not null,
    started_at         timestamptz not null,
    finished_at        timestamptz,
    outcome            text        not null check (outcome in ('STARTED', 'DELIVERED', 'RETRY', 'REFUSED', 'UNKNOWN')),
    http_status        integer,
    error              text,
    duration_millis    bigint,
    possible_duplicate boolean     not null,
    primary key (notification_id, number)
);
