package io.recloop.learning.checkpoints;

import java.io.IOException;

/// The file is not a whole checkpoint of this training.
final class BrokenCheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenCheckpointException(String message) {
        super(message);
    }
}
