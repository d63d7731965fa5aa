/// Watches the watcher: a canary through every channel, and a heartbeat that stops when alerts would be lost.
@NullMarked
package io.recloop.alert.watch;

import org.jspecify.annotations.NullMarked;
