/// Notices when the loop goes wrong, with stated error rates.
///
/// - **reads**  `recommendations`, `interactions`, `outcomes`, `model-published`, `model-status`, `pipeline-runs`
/// - **writes** `drift-events`, `alerts`, `pipeline-runs` (runs of drift-detection), the dead letters of what it
///   reads
/// - **keeps**  PostgreSQL schema `monitor`: offsets, facts per bucket of time, the ledger of
///   summaries, evaluations, alert rules and their states, outbox
/// - **serves** `GET /v1/kpis`, `GET /v1/kpis/items`, `GET /v1/kpis/models`, `GET /v1/drift`,
///   `GET /v1/drift/latest`, `GET /v1/health`, `GET /v1/metrics`, `/v1/alert-rules`
@NullMarked
package io.recloop.monitor;

import org.jspecify.annotations.NullMarked;
