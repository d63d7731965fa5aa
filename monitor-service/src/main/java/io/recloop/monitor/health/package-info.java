/// Which replica serves what, against what should be served.
@NullMarked
package io.recloop.monitor.health;

import org.jspecify.annotations.NullMarked;
