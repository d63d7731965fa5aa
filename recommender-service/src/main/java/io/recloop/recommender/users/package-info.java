/// Answers which users are similar to one.
@NullMarked
package io.recloop.recommender.users;

import org.jspecify.annotations.NullMarked;
