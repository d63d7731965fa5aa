/// A shop with ground truth, so that the loop can be judged from outside: what people like is known here and nowhere
/// else.
///
/// - **reads**  nothing from topics; over HTTP `GET /v1/users/{user}/recommendations`
/// - **writes** `interactions`, `items`
/// - **keeps**  nothing: a shop is a function of its plan, its seed and the answers it is given
/// - **serves** reports: the click-through that visitors gave, beside what an all-knowing list would have got
@NullMarked
package io.recloop.simulator;

import org.jspecify.annotations.NullMarked;
