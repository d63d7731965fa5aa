/// Answers for items: similar, popular, trending and latest items, an item itself, and the values to filter by.
@NullMarked
package io.recloop.recommender.items;

import org.jspecify.annotations.NullMarked;
