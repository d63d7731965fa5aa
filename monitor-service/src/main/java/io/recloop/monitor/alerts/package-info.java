/// Which rules are in alarm; raises, repeats and resolves.
@NullMarked
package io.recloop.monitor.alerts;

import org.jspecify.annotations.NullMarked;
