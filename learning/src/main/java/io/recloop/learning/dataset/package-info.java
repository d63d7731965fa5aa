/// One immutable dataset: who had what, a test split held out, and the profile. It is made of a CSV file here, and of
/// the tables `event`, `user_row`, `item_row` and `refused` that another reader fills.
@NullMarked
package io.recloop.learning.dataset;

import org.jspecify.annotations.NullMarked;
