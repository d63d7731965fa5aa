/// How the live model had ranked what then happened, before it learnt it: its quality, measured as it serves.
@NullMarked
package io.recloop.recommender.outcomes;

import org.jspecify.annotations.NullMarked;
