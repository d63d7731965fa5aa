package io.recloop.local.cli;

import io.recloop.local.layout.Service;

/// What every command of `recloop alerts` takes.
final class AlertsOptions extends ServiceOptions {
    AlertsOptions() {
        super(Service.ALERT);
    }
}
