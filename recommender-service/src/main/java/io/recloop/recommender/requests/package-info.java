/// Reads what a caller asks for: parameters and bodies become checked queries, or a problem that says why not.
@NullMarked
package io.recloop.recommender.requests;

import org.jspecify.annotations.NullMarked;
