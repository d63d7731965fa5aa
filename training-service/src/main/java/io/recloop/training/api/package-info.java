/// HTTP: runs, models and the lake.
@NullMarked
package io.recloop.training.api;

import org.jspecify.annotations.NullMarked;
