/// Bayesian personalised ranking: draws pairs and steps. Pure: no I/O, no framework.
@NullMarked
package io.recloop.learning.bpr;

import org.jspecify.annotations.NullMarked;
