/// What is to be sent goes out, in the order in which it was decided.
@NullMarked
package io.recloop.scheduler.dispatch;

import org.jspecify.annotations.NullMarked;
