/// Alerts from the topic to their receivers: what is lost under faults, and how long they take.
@NullMarked
package io.recloop.benchmarks.alerts;

import org.jspecify.annotations.NullMarked;
