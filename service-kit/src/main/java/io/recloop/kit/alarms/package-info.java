/// Alerts that a service raises once and resolves once.
@NullMarked
package io.recloop.kit.alarms;

import org.jspecify.annotations.NullMarked;
