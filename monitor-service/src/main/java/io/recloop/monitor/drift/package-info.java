/// What users do now against what the model was trained on: facts per bucket, statistics, evaluations.
@NullMarked
package io.recloop.monitor.drift;

import org.jspecify.annotations.NullMarked;
