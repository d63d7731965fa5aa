/// Alertmanager's API v2 at `/api/v2`, so that Prometheus, Grafana and amtool work unchanged. What differs from
/// Alertmanager 0.25 is in `docs/reference/alertmanager-api.md`, and a test holds the list against both.
@NullMarked
package io.recloop.alert.alertmanager;

import org.jspecify.annotations.NullMarked;
