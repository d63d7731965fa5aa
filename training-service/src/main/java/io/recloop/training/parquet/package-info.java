/// Writes Parquet files of flat columns. Only what the lake's segments need; reading is DuckDB's.
///
/// Source: https://github.com/apache/parquet-format, format version 2, data pages of version 1.
@NullMarked
package io.recloop.training.parquet;

import org.jspecify.annotations.NullMarked;
