/// What the shop tells over HTTP, on its way to the topics; and the record of what was shown.
@NullMarked
package io.recloop.recommender.feedback;

import org.jspecify.annotations.NullMarked;
