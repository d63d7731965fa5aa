/// Learns from interactions which items to recommend, without a framework, a broker or a database server.
///
/// - **reads**  CSV files of interactions and items, model bundles, ONNX models
/// - **writes** model bundles, checkpoints, trials
/// - **keeps**  nothing
/// - **serves** training-service, the command line for files, and any Java program
@NullMarked
package io.recloop.learning;

import org.jspecify.annotations.NullMarked;
