/// Requests to receivers outside: bounded in time and size, and only to addresses that the policy allows.
@NullMarked
package io.recloop.alert.http;

import org.jspecify.annotations.NullMarked;
