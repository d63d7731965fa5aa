package io.recloop.local.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// How long an answer is, so that a constant one of the same length can be asked for.
final class AnswerSize {
    private static final int SAMPLE = 50;
    private static final int SAMPLES_PER_SECOND = 100;

    private AnswerSize() {}

    /// The mean of some users' answers, without their heads.
    static int bytes(Requests requests, int users) {
        var sum = new LongAdder();
        var left = new AtomicInteger(SAMPLE);
        try (var load = new OpenLoop()) {
            load.run(
                    SAMPLES_PER_SECOND,
                    () -> left.getAndDecrement() > 0,
                    number -> requests.recommend((int) (number * users / SAMPLE)),
                    answer -> sum.add(answer.body().getBytes(StandardCharsets.UTF_8).length));
        }
        return (int) (sum.sum() / SAMPLE);
    }

    /// The path of the constant answer.
    static String constant(int bytes) {
        return "/v1/ping?bytes=" + bytes;
    }
}
