/// Keeps the service answering when more is asked of it than it can do: limits for each tenant and token, cheaper
/// answers under load or near a deadline, and a refusal only beyond that.
@NullMarked
package io.recloop.recommender.protection;

import org.jspecify.annotations.NullMarked;
