/// Answers over HTTP.
@NullMarked
package io.recloop.recommender.serving;

import org.jspecify.annotations.NullMarked;
