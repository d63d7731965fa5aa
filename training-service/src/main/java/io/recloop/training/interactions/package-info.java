/// The lake: what arrives on the topics `interactions` and `items`, as Parquet segments whose names are the offsets.
@NullMarked
package io.recloop.training.interactions;

import org.jspecify.annotations.NullMarked;
