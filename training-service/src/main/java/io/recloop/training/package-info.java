/// Turns what users did into models, judges them and says which one should serve.
///
/// - **reads**  `interactions`, `items`, `pipeline-runs` (requests), `model-status`
/// - **writes** `model-published`, `pipeline-runs` (what becomes of a run), `alerts`, and the dead letters of what
///   it reads
/// - **keeps**  the lake (Parquet segments, which are also its offsets), datasets and bundles in the artifact store;
///   registry, deployments and runs in PostgreSQL schema `training`
/// - **serves** `/v1/training-runs`, `/v1/models`, `/v1/lake`
@NullMarked
package io.recloop.training;

import org.jspecify.annotations.NullMarked;
