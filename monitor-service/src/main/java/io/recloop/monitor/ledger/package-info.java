/// Summaries per hour and day in the database: fed with the facts, folded, read over any window.
@NullMarked
package io.recloop.monitor.ledger;

import org.jspecify.annotations.NullMarked;
