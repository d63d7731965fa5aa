/// The words of a message: titles, texts and HTML made from a notification by templates.
@NullMarked
package io.recloop.alert.messages;

import org.jspecify.annotations.NullMarked;
