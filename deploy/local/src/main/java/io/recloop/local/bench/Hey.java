package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// hey: load at a constant rate. One process asks for one address, so there are some, each for a user of its own.
final class Hey {
    private static final int PROCESSES = 4;
    private static final int WORKERS = 4;
    private static final String HEADER = "response-time,";

    private final URI base;
    private final String token;

    Hey(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// @param failed answered with anything but 200; what was not answered is missing from the requests
    /// @param p50    milliseconds, as p99 and max
    record Result(double wantedPerSecond, double requestsPerSecond, long failed, double p50, double p99, double max) {}

    /// @param path with `USER` where the number of a user is to be put
    Result run(String path, int users, double perSecond, int seconds) {
        var running = new ArrayList<Process>();
        for (int process = 0; process < PROCESSES; process++) {
            var address = base.resolve(path.replace("USER", "u" + (long) process * users / PROCESSES));
            running.add(LoadTool.HEY.start(List.of(
                    "-z",
                    seconds + "s",
                    "-c",
                    Integer.toString(WORKERS),
                    "-q",
                    String.format(Locale.ROOT, "%.4f", perSecond / PROCESSES / WORKERS),
                    "-o",
                    "csv",
                    "-H",
                    "Authorization: Bearer " + token,
                    address.toString())));
        }
        var tally = new Tally();
        running.forEach(process -> tally.read(LoadTool.HEY.outputOf(process)));
        var times = tally.times.summary();
        return new Result(
                perSecond,
                Math.round(10.0 * times.requests() / seconds) / 10.0,
                tally.failed,
                times.p50(),
                times.p99(),
                times.max());
    }

    /// What the processes' tables say together.
    static final class Tally {
        final Latencies times = new Latencies();
        long failed;

        /// @throws LocalFailure where it is not a table of hey's
        void read(String csv) {
            var lines = csv.lines().iterator();
            if (!lines.hasNext() || !lines.next().startsWith(HEADER)) {
                throw new LocalFailure("hey printed no table");
            }
            while (lines.hasNext()) {
                var cells = lines.next().split(",", -1);
                try {
                    times.add(Math.round(Double.parseDouble(cells[0]) * 1e9));
                    failed += Integer.parseInt(cells[6]) == 200 ? 0 : 1;
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    throw new LocalFailure("hey printed a line that is not of its table: " + String.join(",", cells));
                }
            }
        }
    }
}
