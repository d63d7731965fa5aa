package io.recloop.learning.offline;

/// Something that the person at the terminal can understand and act on; told in one line, exit code 2.
final class OfflineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OfflineException(String message) {
        super(message);
    }
}
