/// Turns what the catalogue says of items into vectors, keeps them, and finds near-duplicates.
///
/// - **reads**  item texts of a dataset; an ONNX model and its tokenizer where they are configured
/// - **writes** `embeddings/<tenant>/<encoder>/` of the artifact store
/// - **keeps**  nothing in memory
/// - **serves** {@link io.recloop.training.embeddings.ItemEmbeddings} to runs and trainings
@NullMarked
package io.recloop.training.embeddings;

import org.jspecify.annotations.NullMarked;
