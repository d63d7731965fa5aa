/// Topics to facts: each record takes effect once, because offsets and effects are one transaction.
@NullMarked
package io.recloop.monitor.ingest;

import org.jspecify.annotations.NullMarked;
