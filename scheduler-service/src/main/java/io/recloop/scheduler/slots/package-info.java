/// The ledger: one row for each scheduled time of a job, and how it ended.
@NullMarked
package io.recloop.scheduler.slots;

import org.jspecify.annotations.NullMarked;
