-- The outbox names topics as the contract does.
update scheduler.outbox set topic = replace(lower(topic), '_', '-');

-- Which alerts are on: what was raised is resolved, and once.
create table scheduler.alert_state (
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

-- Alerts that are on while this is applied. A fingerprint is the first half of the SHA-256 of the texts, each with its length.
with counted as (
    select alert.*, octet_length(tenant) || ':' || tenant || octet_length(rule) || ':' || rule
           || '3:job' || octet_length(job) || ':' || job as text
    from (
        select distinct on (job.name)
               run.tenant, 'job-failed' as rule, 'warning' as severity, job.name as job, job.failing_since as since
        from scheduler.job job
        join scheduler.run run on run.job = job.name
        where job.failing_since is not null
        order by job.name, run.first_heard_at desc
    ) alert
    union all
    select alert.*, octet_length(tenant) || ':' || tenant || octet_length(rule) || ':' || rule
           || '3:job' || octet_length(job) || ':' || job as text
    from (
        select distinct on (exhausted.tenant, exhausted.job)
               exhausted.tenant, 'remediation-budget-exhausted' as rule, 'critical' as severity,
               exhausted.job, exhausted.decided_at as since
        from scheduler.remediation exhausted
        where exhausted.reason = 'BUDGET'
          and not exists (select 1 from scheduler.remediation requested
                          where requested.tenant = exhausted.tenant and requested.decision = 'REQUESTED'
                            and requested.decided_at >= exhausted.decided_at)
        order by exhausted.tenant, exhausted.job, exhausted.decided_at desc
    ) alert
)
insert into scheduler.alert_state
    (fingerprint, tenant, rule, severity, active, episode, raised, since, last_raised_at, labels)
select left(encode(sha256(convert_to(text, 'UTF8')), 'hex'), 32), tenant, rule, severity, true, 1, 1, since, since,
       jsonb_build_object('job', job)
from counted;
