package io.recloop.learning.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.engine.PlantedTaste;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// One call of the command line, within this process.
record OfflineRun(int exit, String out, String err) {

    static OfflineRun of(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new String[arguments.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = arguments[i].toString();
        }
        int exit = Offline.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line);
        return new OfflineRun(exit, out.toString(), err.toString());
    }

    JsonNode json() {
        try {
            return EventCodec.JSON.readTree(out);
        } catch (IOException e) {
            throw new AssertionError("not one JSON document: " + out + err, e);
        }
    }

    /// `train.csv` and `test.csv` of users who like one of a few groups of items; each pair of the test is of a group
    /// that its user likes.
    static void planted(Path folder, int users, int items) throws IOException {
        var split = PlantedTaste.split(users, items, 4, 8, 7);
        var train = new StringBuilder("user,item,timestamp\n");
        var test = new StringBuilder("user,item\n");
        for (int user = 0; user < users; user++) {
            for (int entry = split.seen().rowStart(user); entry < split.seen().rowEnd(user); entry++) {
                train.append("u%d,i%d,%d%n"
                        .formatted(user, split.seen().indices()[entry], 1_700_000_000 + 97 * entry % 10_007));
            }
            int held = split.heldOut().rowStart(user);
            test.append("u%d,i%d%n".formatted(user, split.heldOut().indices()[held]));
        }
        Files.writeString(folder.resolve("train.csv"), train);
        Files.writeString(folder.resolve("test.csv"), test);
    }
}
