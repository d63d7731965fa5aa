/// Turns alerts into incidents, and notifies people once, on the right channel, whatever breaks in between.
///
/// - **reads**  `alerts`
/// - **writes** `alerts-dead-letter`
/// - **keeps**  incidents, posted alerts, silences, notifications and their attempts in PostgreSQL, schema `alert`
/// - **serves** `GET /v1/incidents`, `GET /v1/incidents/{id}`, `POST /v1/incidents/{id}/acknowledge`,
///   `POST /v1/incidents/{id}/resolve`, `POST /v1/alerts`, `/v1/silences`, `POST /v1/webhooks/{name}`, and
///   Alertmanager's API at `/api/v2`
@NullMarked
package io.recloop.alert;

import org.jspecify.annotations.NullMarked;
