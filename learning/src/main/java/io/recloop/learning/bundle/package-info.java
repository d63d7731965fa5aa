/// Between models as they are trained and bundles as they are stored. Pure but for the format of bundles.
@NullMarked
package io.recloop.learning.bundle;

import org.jspecify.annotations.NullMarked;
