/// Label sets: how they are matched, and what identifies one. Knows neither database nor HTTP.
@NullMarked
package io.recloop.alert.labels;

import org.jspecify.annotations.NullMarked;
