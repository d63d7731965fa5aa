/// The problems that are this service's own.
@NullMarked
package io.recloop.recommender.problems;

import org.jspecify.annotations.NullMarked;
