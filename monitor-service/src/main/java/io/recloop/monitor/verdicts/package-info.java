/// The three gates that stand between a statistic and an alarm: effect, evidence, persistence. Pure.
@NullMarked
package io.recloop.monitor.verdicts;

import org.jspecify.annotations.NullMarked;
