/// A real broker and a real database on one machine, without containers.
///
/// - **reads**  nothing
/// - **writes** Kafka's and PostgreSQL's own files under the folder it is given
/// - **keeps**  that folder between runs; a killed broker or database starts again on the same data
/// - **serves** one Kafka broker (KRaft, broker and controller in one process) and one PostgreSQL server, on
///   127.0.0.1
///
/// Tests of a service ask [io.recloop.embedded.TestStack#shared()]: one broker and one database for all modules
/// of one Maven run. This module does not depend on Quarkus, so each service writes its own
/// `QuarkusTestResourceLifecycleManager` of a few lines: `shared()`, `newDatabase(..)`, `createTopics(..)`,
/// then a map of configuration keys.
@NullMarked
package io.recloop.embedded;

import org.jspecify.annotations.NullMarked;
