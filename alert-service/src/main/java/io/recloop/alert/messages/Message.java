package io.recloop.alert.messages;

/// What people read.
///
/// @param title one line, without control characters
/// @param text  plain; each channel makes its own markup of it
/// @param html  every value in it is escaped
public record Message(String title, String text, String html) {}
