/// The model bundle: the files of one trained model, its manifest, and the store that holds it.
@NullMarked
package io.recloop.contracts.bundle;

import org.jspecify.annotations.NullMarked;
