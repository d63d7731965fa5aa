/// One immutable snapshot of the lake for one tenant: who had what, the newest slice held out, and the profile.
@NullMarked
package io.recloop.training.dataset;

import org.jspecify.annotations.NullMarked;
