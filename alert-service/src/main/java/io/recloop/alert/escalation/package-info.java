/// What happens while nobody acknowledges: policies of steps, priorities and response times, and rules of their own for
/// single alert rules.
@NullMarked
package io.recloop.alert.escalation;

import org.jspecify.annotations.NullMarked;
