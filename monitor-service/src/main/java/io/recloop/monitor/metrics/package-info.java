/// Every number of this service by a name: what it means, and its value in a window that ends at any stored time.
@NullMarked
package io.recloop.monitor.metrics;

import org.jspecify.annotations.NullMarked;
