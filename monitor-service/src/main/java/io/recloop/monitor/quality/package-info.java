/// What was shown, how fast, and whether it was clicked: facts per bucket, KPIs, rules on rates.
@NullMarked
package io.recloop.monitor.quality;

import org.jspecify.annotations.NullMarked;
