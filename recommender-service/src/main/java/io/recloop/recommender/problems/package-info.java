/// Failures as RFC 9457 answers.
@NullMarked
package io.recloop.recommender.problems;

import org.jspecify.annotations.NullMarked;
