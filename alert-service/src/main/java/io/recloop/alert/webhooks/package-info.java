/// Webhooks of others: what Grafana and Alertmanager send, and JSON whose mapping is configured.
@NullMarked
package io.recloop.alert.webhooks;

import org.jspecify.annotations.NullMarked;
