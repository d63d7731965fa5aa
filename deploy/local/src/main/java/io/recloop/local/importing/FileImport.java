package io.recloop.local.importing;

import io.recloop.contracts.events.Action;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// One file, from its first look at it to the last acknowledgement.
public final class FileImport {

    private static final int PROGRESS_EVERY = 1_000;

    private final SourceFile file;
    private final Shape shape;
    private final Target target;

    /// @param actionOtherwise for rows with neither an action nor a rating
    /// @param rejects         where refused rows are written; created with the first
    public record Target(String tenant, Action actionOtherwise, Path rejects, Clock clock) {}

    private FileImport(SourceFile file, Shape shape, Target target) {
        this.file = file;
        this.shape = shape;
        this.target = target;
    }

    /// Looks at the file; nothing is sent yet.
    ///
    /// @throws LocalFailure when it cannot be read, or not be understood
    public static FileImport of(Path path, Wishes wishes, Target target) {
        var file = SourceFile.of(path);
        try {
            return new FileImport(file, Shapes.of(file, wishes), target);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + path + ": " + e);
        }
    }

    /// What was guessed about the file, and what is put where it says nothing; for people.
    public List<String> guessed() {
        var said = new ArrayList<>(shape.said());
        if (shape.kind() == Kind.INTERACTIONS && shape.format() != Format.JSONL) {
            var known = shape.positions().keySet();
            if (!known.contains(Column.ACTION) && !known.contains(Column.RATING)) {
                said.add("no action and no rating, so each row is a "
                        + target.actionOtherwise().code() + " (--action)");
            }
            if (!known.contains(Column.TIME)) {
                said.add("no time, so seconds from %s on by %s"
                        .formatted(
                                RowEvents.WITHOUT_TIME_FROM,
                                known.contains(Column.ORDER) ? "the order column" : "place in the file"));
            }
        }
        return List.copyOf(said);
    }

    public long bytes() throws IOException {
        return file.bytes();
    }

    /// Returns when the broker has acknowledged every row that was not refused.
    ///
    /// @throws LocalFailure when the file or the broker fails on the way
    public ImportReport run(EventSink sink, ImportProgress progress) {
        long began = System.nanoTime();
        long rows = 0;
        try (var source = Rows.of(file, shape);
                var rejects = new Rejects(target.rejects())) {
            var events = new RowEvents(
                    shape.kind(),
                    target.tenant(),
                    target.actionOtherwise(),
                    target.clock().instant());
            for (var row = source.next(); row != null; row = source.next()) {
                rows++;
                send(row, events, sink, rejects);
                if (rows % PROGRESS_EVERY == 0) {
                    progress.at(file.consumed(), sink.acknowledged(), rejects.count());
                }
            }
            sink.flush();
            progress.at(file.bytes(), sink.acknowledged(), rejects.count());
            return report(rows, sink.acknowledged(), rejects, (System.nanoTime() - began) / 1e9);
        } catch (IOException e) {
            throw new LocalFailure("cannot go on with " + file.path() + ": " + e);
        }
    }

    private static void send(Row row, RowEvents events, EventSink sink, Rejects rejects) throws IOException {
        switch (row) {
            case Row.Unreadable unreadable -> rejects.add(row, unreadable.reason());
            case Row.Parsed parsed -> {
                try {
                    sink.send(events.event(parsed));
                } catch (Refusal e) {
                    rejects.add(row, e.reason());
                }
            }
        }
    }

    private ImportReport report(long rows, long imported, Rejects rejects, double seconds) {
        var written = rejects.written();
        return new ImportReport(
                file.path().toString(),
                shape.format().toString(),
                shape.kind().toString(),
                rows,
                imported,
                rejects.count(),
                rejects.reasons(),
                written == null ? null : written.toString(),
                Math.round(seconds * 1000) / 1000.0,
                Math.round(imported / Math.max(seconds, 1e-9)),
                guessed());
    }
}
