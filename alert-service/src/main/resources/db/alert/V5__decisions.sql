-- More states; a notification may be of a group; timers that outlive a restart.
alter table alert.incident drop constraint incident_status_check;
drop index alert.at_most_one_open_episode;
update alert.incident
set status = case when acknowledged_at is null then 'firing' else 'acknowledged' end
where status = 'open';
alter table alert.incident add constraint incident_status_check
    check (status in ('firing', 'acknowledged', 'snoozed', 'resolved', 'expired'));
create unique index at_most_one_open_episode on alert.incident (tenant, fingerprint)
    where status in ('firing', 'acknowledged', 'snoozed');
create index incident_over on alert.incident (resolved_at) where status in ('resolved', 'expired');

alter table alert.incident
    -- What the source says now; `severity` is the worst of the episode.
    add column latest_severity text,
    add column snoozed_until   timestamptz,
    -- By our clock: a source whose clock is wrong must not expire, or never expire.
    add column last_heard_at   timestamptz,
    -- A decision that waits, and what it waits for.
    add column held_reason     text,
    add column held_by         text;
update alert.incident set latest_severity = severity, last_heard_at = last_seen_at;
alter table alert.incident
    alter column latest_severity set not null,
    alter column last_heard_at set not null;

alter table alert.trouble
    add column flapping_since    timestamptz,
    -- The incident of which it was said that it flaps.
    add column flapping_incident uuid;

-- What becomes due by itself. A replica that takes one deletes it in the transaction of its effect.
create table alert.timer (
    subject uuid        not null,
    kind    text        not null,
    detail  text        not null default '',
    tenant  text        not null,
    due_at  timestamptz not null,
    primary key (subject, kind, detail)
);
create index timer_due on alert.timer (due_at);

-- Incidents that are notified of together.
create table alert.notification_group (
    id            uuid        primary key,
    tenant        text        not null,
    route         text        not null,
    labels        jsonb       not null,
    last_flush_at timestamptz,
    flushes       integer     not null default 0
);
create table alert.group_member (
    group_id    uuid    not null references alert.notification_group (id) on delete cascade,
    incident_id uuid    not null references alert.incident (id) on delete cascade,
    -- What the channels know of it.
    told        text    not null default 'nothing' check (told in ('nothing', 'firing')),
    primary key (group_id, incident_id)
);
create index group_member_by_incident on alert.group_member (incident_id);

alter table alert.notification
    add column group_id uuid,
    -- A channel hears of one of these in order.
    add column stream   uuid generated always as (coalesce(group_id, incident_id)) stored;
create index notification_by_stream on alert.notification (stream, channel, seq) where state = 'PENDING';

create table alert.maintenance (
    tenant text        primary key,
    since  timestamptz not null,
    until  timestamptz not null,
    reason text        not null,
    author text        not null
);

create table alert.oncall_override (
    id        uuid        primary key,
    tenant    text        not null,
    rotation  text        not null,
    person    text        not null,
    starts_at timestamptz not null,
    ends_at   timestamptz not null,
    author    text        not null,
    check (starts_at < ends_at)
);
create index oncall_override_by_time on alert.oncall_override (tenant, rotation, ends_at);

-- Whether responders found an incident useful; the last word of each counts.
create table alert.feedback (
    incident_id uuid        not null references alert.incident (id) on delete cascade,
    author      text        not null,
    useful      boolean     not null,
    made_at     timestamptz not null,
    primary key (incident_id, author)
);
