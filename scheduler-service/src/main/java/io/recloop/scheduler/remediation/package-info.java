/// A severe drift asks for a retrain; this decides.
@NullMarked
package io.recloop.scheduler.remediation;

import org.jspecify.annotations.NullMarked;
