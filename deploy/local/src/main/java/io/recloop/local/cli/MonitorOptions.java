package io.recloop.local.cli;

import io.recloop.local.layout.Service;

/// What every command that asks the monitor takes.
final class MonitorOptions extends ServiceOptions {
    MonitorOptions() {
        super(Service.MONITOR);
    }
}
