/// What nobody is to be notified of for a while, by whom, and why.
@NullMarked
package io.recloop.alert.silences;

import org.jspecify.annotations.NullMarked;
