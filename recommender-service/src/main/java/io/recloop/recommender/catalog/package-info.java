/// The topic `items` in memory: names, filters, what may not be shown.
@NullMarked
package io.recloop.recommender.catalog;

import org.jspecify.annotations.NullMarked;
