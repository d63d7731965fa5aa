/// Problem documents, and the caller as the token has it.
@NullMarked
package io.recloop.kit.http;

import org.jspecify.annotations.NullMarked;
