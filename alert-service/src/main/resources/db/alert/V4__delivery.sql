-- New incidents and retries are leased apart, so that neither waits for the other.
drop index alert.notification_due;
create index notification_fresh on alert.notification (channel, next_attempt_at, seq)
    where state = 'PENDING' and attempts = 0;
create index notification_retry on alert.notification (channel, next_attempt_at, seq)
    where state = 'PENDING' and attempts > 0;
alter table alert.notification add column fallback_at timestamptz;
create index notification_delivered on alert.notification (channel, finished_at) where state = 'DELIVERED';

-- Each recipient of a mail has theirs or not.
create table alert.recipient_delivery (
    notification_id uuid        not null references alert.notification (id) on delete cascade,
    recipient       text        not null,
    delivered_at    timestamptz not null,
    primary key (notification_id, recipient)
);

-- What a receiver called the first message about an incident: later ones change or answer it.
create table alert.channel_message (
    channel   text        not null,
    thread    uuid        not null,
    reference text        not null,
    sent_at   timestamptz not null,
    primary key (channel, thread)
);
create index channel_message_by_time on alert.channel_message (sent_at);

-- When each watch was last taken: one replica does it for all.
create table alert.watch (
    name     text        primary key,
    taken_at timestamptz not null
);

-- Alerts of this service about itself leave through an outbox, as those of the others do.
create table alert.outbox (
    id         bigint generated always as identity primary key,
    event_id   text        not null unique,
    topic      text        not null,
    key        text        not null,
    headers    jsonb       not null,
    value      bytea       not null,
    created_at timestamptz not null,
    sent_at    timestamptz
);
create index outbox_unsent on alert.outbox (id) where sent_at is null;
create table alert.alert_state (
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
