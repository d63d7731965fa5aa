/// Where a stack's files and ports are, and what its running state says.
@NullMarked
package io.recloop.local.layout;

import org.jspecify.annotations.NullMarked;
