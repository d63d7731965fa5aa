/// Alert rules by name: configured or changed over HTTP, watched, tried on given numbers and on stored history.
@NullMarked
package io.recloop.monitor.rules;

import org.jspecify.annotations.NullMarked;
