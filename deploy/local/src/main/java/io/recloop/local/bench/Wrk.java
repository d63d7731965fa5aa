package io.recloop.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// wrk: as much load as some connections make, each sending again when it was answered. It counts what was answered by
/// a script.
final class Wrk {
    private static final String MARK = "JSON ";
    private static final int WARM_UP_SECONDS = 5;
    private static final int MOST_WARM_UPS = 24;
    private static final double BETTER = 1.02;
    private static final int NO_BETTER = 4;

    private final Path folder;
    private final URI base;
    private final String token;

    Wrk(Path folder, URI base, String token) {
        this.folder = folder;
        this.base = base;
        this.token = token;
    }

    /// @param path      with `USER` where the number of a user is to be drawn
    /// @param perSecond maximum rate; 0 for no limit
    record Load(String path, int users, int connections, int seconds, double perSecond) {}

    /// @param failed neither answered with 200 nor refused with 429 or 503: other statuses, broken connections, and
    ///     answers that took more than ten seconds
    /// @param p50    milliseconds, of all answers, as p99
    record Result(
            double requestsPerSecond,
            double p50,
            double p99,
            long ok,
            long degraded,
            long tooMany,
            long unavailable,
            long failed,
            double seconds) {
        double okPerSecond() {
            return ok / seconds;
        }
    }

    /// @param countsAnswers whether each answer is looked at, which costs the generator something; without it all that
    ///     is below 400 counts as ok
    Result run(Load load, boolean countsAnswers) {
        try {
            var script = Files.createTempFile(folder, "load-", ".lua");
            Files.writeString(script, script(load, token, countsAnswers));
            var process = LoadTool.WRK.start(List.of(
                    "-t1",
                    "-c" + load.connections,
                    "-d" + load.seconds + "s",
                    "--timeout",
                    "10s",
                    "-s",
                    script.toString(),
                    base.toString()));
            return parse(LoadTool.WRK.outputOf(process));
        } catch (IOException e) {
            throw new LocalFailure("cannot write the script of wrk: " + e.getMessage());
        }
    }

    /// Loads until it gets no quicker: while the compiler is at work on the service, figures are of the compiler.
    void warmUp(String path, int users, int connections) {
        double best = 0;
        int noBetter = 0;
        for (int run = 0; run < MOST_WARM_UPS && noBetter < NO_BETTER; run++) {
            double rate = run(new Load(path, users, connections, WARM_UP_SECONDS, 0), false)
                    .requestsPerSecond();
            noBetter = rate > best * BETTER ? 0 : noBetter + 1;
            best = Math.max(best, rate);
        }
    }

    /// @throws LocalFailure where the line of the script is not there
    static Result parse(String output) {
        var line = output.lines()
                .filter(one -> one.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("wrk printed no result"));
        try {
            return EventCodec.JSON.readValue(line.substring(MARK.length()), Result.class);
        } catch (JsonProcessingException e) {
            throw new LocalFailure("wrk printed a result that is none: " + line);
        }
    }

    /// The pace is kept by booking the next free slot for each request: a connection that is answered late loses none.
    static String script(Load load, String token, boolean countsAnswers) {
        return """
                local path = "%s"
                local users = %d
                local pace = %s
                local watching = %s
                math.randomseed(7)
                wrk.headers["Authorization"] = "Bearer %s"
                local ffi = require("ffi")
                ffi.cdef[[ typedef struct { long s; long u; } bench_time; int gettimeofday(bench_time *t, void *zone); ]]
                local clock = ffi.new("bench_time")
                local function now()
                  ffi.C.gettimeofday(clock, nil)
                  return tonumber(clock.s) + tonumber(clock.u) / 1e6
                end
                ok, degraded, toomany, unavailable, other = 0, 0, 0, 0, 0
                function request()
                  return wrk.format("GET", (path:gsub("USER", function() return "u" .. math.random(0, users - 1) end)))
                end
                if pace > 0 then
                  local slot = 0
                  function delay()
                    local at = now()
                    if slot == 0 then slot = at end
                    slot = slot + 1 / pace
                    return math.max(0, (slot - at) * 1000)
                  end
                end
                if watching then
                  function response(status, headers, body)
                    if status == 200 then
                      ok = ok + 1
                      if body:find('"degraded"', 1, true) then degraded = degraded + 1 end
                    elseif status == 429 then toomany = toomany + 1
                    elseif status == 503 then unavailable = unavailable + 1
                    else other = other + 1 end
                  end
                end
                local thread
                function setup(one) thread = one end
                function done(summary, latency)
                  local e = summary.errors
                  local broken = e.connect + e.read + e.write + e.timeout
                  local seconds = summary.duration / 1e6
                  local good, less, many, away, bad = summary.requests - e.status, 0, 0, 0, e.status
                  if watching then
                    good, less, many = thread:get("ok"), thread:get("degraded"), thread:get("toomany")
                    away, bad = thread:get("unavailable"), thread:get("other")
                  end
                  io.write(string.format('%s{"requestsPerSecond":%%.1f,"p50":%%.3f,"p99":%%.3f,"ok":%%d,"degraded":%%d,' ..
                    '"tooMany":%%d,"unavailable":%%d,"failed":%%d,"seconds":%%.3f}\\n',
                    summary.requests / seconds, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
                    good, less, many, away, bad + broken, seconds))
                end
                """.formatted(load.path, load.users, load.perSecond, countsAnswers, token, MARK);
    }
}
