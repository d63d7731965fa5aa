/// Trains, tunes, judges and measures on files alone, with the service's own code and without broker, database or
/// framework.
///
/// - **reads**  CSV files (user, item, and where there are: rating, timestamp), bundles in folders
/// - **writes** bundles into folders
/// - **keeps**  nothing
/// - **serves** a command line: [io.recloop.learning.offline.Offline]
@NullMarked
package io.recloop.learning.offline;

import org.jspecify.annotations.NullMarked;
