/// Who calls, for which tenant, with which ids.
@NullMarked
package io.recloop.recommender.access;

import org.jspecify.annotations.NullMarked;
