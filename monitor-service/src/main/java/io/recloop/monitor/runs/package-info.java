/// Runs of drift-detection: each makes one evaluation, and everything that it leads to is one transaction.
@NullMarked
package io.recloop.monitor.runs;

import org.jspecify.annotations.NullMarked;
