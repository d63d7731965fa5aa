-- Events may have the severity `error` since it is in the contract.
alter table alert.incident drop constraint incident_severity_check;
alter table alert.incident add constraint incident_severity_check
    check (severity in ('info', 'warning', 'error', 'critical'));
