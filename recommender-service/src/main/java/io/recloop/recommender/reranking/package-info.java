/// From the best candidates to the order in which they are shown. Pure: no framework, no clock, no I/O.
@NullMarked
package io.recloop.recommender.reranking;

import org.jspecify.annotations.NullMarked;
