/// Turns who-had-what into a factor model. Pure: no I/O, no framework.
@NullMarked
package io.recloop.training.engine;

import org.jspecify.annotations.NullMarked;
