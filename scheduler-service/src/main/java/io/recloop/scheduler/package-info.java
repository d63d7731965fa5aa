/// Runs pipelines at their times, each slot once, and answers why something did not run.
///
/// - **reads**  `pipeline-runs`, `drift-events`
/// - **writes** `pipeline-runs` (requests), `alerts`, `pipeline-runs-dead-letter`, `drift-events-dead-letter`
/// - **keeps**  jobs, slots, runs, remediations and an outbox in PostgreSQL, schema `scheduler`
/// - **serves** `/v1/jobs`, `/v1/runs`, `/v1/slots`, `/v1/remediations`
@NullMarked
package io.recloop.scheduler;

import org.jspecify.annotations.NullMarked;
