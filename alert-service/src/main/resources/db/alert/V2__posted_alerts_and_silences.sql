-- Alerts that were posted over HTTP, one row for each label set. Alertmanager keeps them in memory; here they outlive a restart.
create table alert.posted_alert (
    tenant            text        not null,
    fingerprint       text        not null,
    labels            jsonb       not null,
    annotations       jsonb       not null,
    generator_url     text        not null,
    -- The door that it came through, as its incident names it.
    source            text        not null,
    starts_at         timestamptz not null,
    -- Seconds east of UTC, as posted: what is read back has the sender's offset.
    starts_offset     integer     not null,
    ends_at           timestamptz not null,
    ends_offset       integer     not null,
    -- Whether the end is that of the resolve timeout, which any posted end replaces.
    timed_out         boolean     not null,
    updated_at        timestamptz not null,
    -- The source's time of the last event that was made of this alert.
    decided_at        timestamptz not null,
    -- When that event was made, by our own clock.
    told_at           timestamptz not null,
    -- Whether an event has been made of its end.
    ended             boolean     not null,
    primary key (tenant, fingerprint)
);
create index posted_alert_running on alert.posted_alert (ends_at) where not ended;
create index posted_alert_over on alert.posted_alert (ends_at) where ended;

create table alert.silence (
    id         uuid        primary key,
    tenant     text        not null,
    matchers   jsonb       not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    updated_at timestamptz not null,
    created_by text        not null,
    comment    text        not null
);
create index silence_by_time on alert.silence (tenant, ends_at);
