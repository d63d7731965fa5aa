/// Store a bundle, read it back, and only then announce it.
@NullMarked
package io.recloop.training.publication;

import org.jspecify.annotations.NullMarked;
