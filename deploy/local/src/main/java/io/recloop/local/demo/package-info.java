/// The loop, narrated: every figure comes from the services or from what the simulated shop saw.
@NullMarked
package io.recloop.local.demo;

import org.jspecify.annotations.NullMarked;
