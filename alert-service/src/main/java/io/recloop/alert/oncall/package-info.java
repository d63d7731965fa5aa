/// Who is on call: rotations from the configuration, overrides from the database, and gaps.
@NullMarked
package io.recloop.alert.oncall;

import org.jspecify.annotations.NullMarked;
