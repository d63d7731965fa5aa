/// What topics become: counts per bucket of time in the database, and how they are read back.
@NullMarked
package io.recloop.monitor.facts;

import org.jspecify.annotations.NullMarked;
