/// Turns who-had-what into a factor model. Pure: no I/O, no framework.
@NullMarked
package io.recloop.learning.engine;

import org.jspecify.annotations.NullMarked;
