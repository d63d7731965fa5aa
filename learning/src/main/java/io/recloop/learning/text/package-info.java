/// What texts say: encoders turn item texts into vectors, classifiers tell whether a comment is for or against an item.
@NullMarked
package io.recloop.learning.text;

import org.jspecify.annotations.NullMarked;
