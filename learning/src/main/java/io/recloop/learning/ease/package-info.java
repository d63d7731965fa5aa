/// A linear model of items on items in closed form. Pure: no I/O, no framework.
@NullMarked
package io.recloop.learning.ease;

import org.jspecify.annotations.NullMarked;
