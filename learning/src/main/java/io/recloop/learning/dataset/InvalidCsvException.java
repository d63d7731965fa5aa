package io.recloop.learning.dataset;

/// A CSV file cannot be read as interactions; the message names the file, the line and what is wrong.
public final class InvalidCsvException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidCsvException(String message) {
        super(message);
    }
}
