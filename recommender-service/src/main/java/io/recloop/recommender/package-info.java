/// Answers who should see what, from the newest model that the loop published and from what users did since.
///
/// - **reads**  `model-published`, `items`, `rules`, `interactions`; bundles from the artifact store
/// - **writes** `interactions`, `items` and `rules` (what came in over HTTP), `recommendations`, `outcomes`,
///   `model-status`, `alerts`
/// - **keeps**  in memory only: one immutable model a tenant, the catalogue, the rules, and each user's
///   interactions since the model
/// - **serves** `/v1/users/{user}/recommendations`, `/v1/recommendations`, `/v1/items/…`, `/v1/interactions`,
///   `/v1/rules`, `/v1/catalog/filters`, `/v1/model`, `/v1/statistics`, `/v1/cache`
@NullMarked
package io.recloop.recommender;

import org.jspecify.annotations.NullMarked;
