/// An embedded DuckDB database and the filling of its statements.
@NullMarked
package io.recloop.learning.duckdb;

import org.jspecify.annotations.NullMarked;
