package io.recloop.learning.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.tuning.Trial;
import io.recloop.learning.tuning.TrialLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Trials as JSON, one a line; a trial counts when its line is complete and on the disk. Used by one process at a time.
public final class TrialFile implements TrialLog {
    private final Path file;

    /// @param file is created with the first trial; its folder must exist
    public TrialFile(Path file) {
        this.file = file;
    }

    /// @throws IllegalArgumentException naming the file and the line that is no trial
    /// @throws UncheckedIOException     where the file cannot be read
    @Override
    public List<Trial> read() {
        var trials = new ArrayList<Trial>();
        int number = 0;
        for (var line : complete().lines().toList()) {
            number++;
            try {
                trials.add(EventCodec.JSON.readValue(line, Trial.class));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("line %d of %s is no trial".formatted(number, file), e);
            }
        }
        return trials;
    }

    /// @throws UncheckedIOException where the disk does not take it
    @Override
    public void append(Trial trial) {
        // A process killed while writing left a part of a line behind: it goes, or it would spoil the next one.
        long end = complete().getBytes(StandardCharsets.UTF_8).length;
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            var line = ByteBuffer.wrap(
                    (EventCodec.JSON.writeValueAsString(trial) + "\n").getBytes(StandardCharsets.UTF_8));
            for (long at = end; line.hasRemaining(); ) {
                at += channel.write(line, at);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String complete() {
        try {
            var text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
