/// What is for sale, who comes, and what they truly like.
@NullMarked
package io.recloop.simulator.shop;

import org.jspecify.annotations.NullMarked;
