/// What shall run and when: configuration, cron and time zones. Pure.
@NullMarked
package io.recloop.scheduler.jobs;

import org.jspecify.annotations.NullMarked;
