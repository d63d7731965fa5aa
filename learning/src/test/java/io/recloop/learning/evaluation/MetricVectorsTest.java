package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemContent;
import io.recloop.numerics.sparse.CsrMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our metrics beside those of `evaluation/metrics.py`, which shares nothing with them but the definitions.
class MetricVectorsTest {
    private static final int[] CUTOFFS = {5, 10, 20};
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}, {1} threads")
    @MethodSource("cases")
    void everyMetricOfEverySegmentAgreesWithNumPy(String name, int threads, JsonNode data) {
        int users = data.path("users").asInt();
        int items = data.path("items").asInt();
        var judgedOn = JudgedOn.of(
                matrix(data.path("seen"), users, items),
                matrix(data.path("heldOut"), users, items),
                matrix(data.path("history"), users, items),
                data.path("embeddings").isNull() ? null : content(data.path("embeddings"), items));
        var model = new FactorModel(
                users,
                items,
                data.path("factors").asInt(),
                floats(data.path("userFactors")),
                floats(data.path("itemFactors")));

        var evaluation = new EvaluationSuite(judgedOn, CUTOFFS, threads).evaluate(name, new FactorRanker(model));

        for (var segment : Segment.values()) {
            var expected = data.path("metrics").path(segment.code());
            var measured = evaluation.toMap(segment);
            assertThat(measured.keySet()).as(segment.code()).isEqualTo(names(expected));
            measured.forEach((metric, value) -> assertThat(value)
                    .as("%s of %s", metric, segment.code())
                    .isCloseTo(expected.path(metric).asDouble(), within(1e-6)));
        }
    }

    @Test
    void theVectorsAreWhatTheProgramWrites(@TempDir Path folder) throws Exception {
        assumeTrue(hasNumPy(), "there is no python3 with numpy on this machine");
        var program = folder.resolve("metrics.py");
        try (var resource = resource("metrics.py")) {
            Files.copy(resource, program);
        }
        var written = folder.resolve("vectors.json");
        var process = new ProcessBuilder("python3", program.toString())
                .redirectOutput(written.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isZero();
        agree(JSON.readTree(Files.readString(written)), vectors(), "");
    }

    /// Numbers to the last places, in which versions of NumPy may differ.
    private static void agree(JsonNode a, JsonNode b, String at) {
        if (a.isNumber()) {
            assertThat(a.asDouble()).as(at).isCloseTo(b.asDouble(), within(1e-12));
        } else if (a.isObject()) {
            assertThat(names(a)).as(at).isEqualTo(names(b));
            a.fieldNames().forEachRemaining(name -> agree(a.get(name), b.get(name), at + "/" + name));
        } else if (a.isArray()) {
            assertThat(a.size()).as(at).isEqualTo(b.size());
            for (int i = 0; i < a.size(); i++) {
                agree(a.get(i), b.get(i), at + "/" + i);
            }
        } else {
            assertThat(a).as(at).isEqualTo(b);
        }
    }

    private static boolean hasNumPy() throws InterruptedException {
        try {
            var process = new ProcessBuilder("python3", "-c", "import numpy")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean present = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
            if (!present) {
                System.err.println("SKIPPED MetricVectorsTest: there is no python3 with numpy on this machine");
            }
            return present;
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Object[]> cases() throws IOException {
        var cases = new ArrayList<Object[]>();
        for (var data : vectors()) {
            cases.add(new Object[] {data.path("name").asText(), 1, data});
            cases.add(new Object[] {data.path("name").asText(), 3, data});
        }
        return cases.stream();
    }

    private static JsonNode vectors() throws IOException {
        try (var resource = resource("vectors.json")) {
            return JSON.readTree(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MetricVectorsTest.class.getResourceAsStream("/evaluation/" + name));
    }

    private static HashSet<String> names(JsonNode node) {
        var names = new HashSet<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static CsrMatrix matrix(JsonNode rows, int users, int items) {
        var pairUsers = new ArrayList<Integer>();
        var pairItems = new ArrayList<Integer>();
        for (int user = 0; user < users; user++) {
            for (var item : rows.get(user)) {
                pairUsers.add(user);
                pairItems.add(item.asInt());
            }
        }
        return CsrMatrix.ofPairs(users, items, ints(pairUsers), ints(pairItems));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] floats(JsonNode rows) {
        var values = new ArrayList<Float>();
        rows.forEach(row -> row.forEach(value -> values.add((float) value.asDouble())));
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private static ItemContent content(JsonNode rows, int items) {
        var embeddings = floats(rows);
        int dimensions = embeddings.length / items;
        for (int item = 0; item < items; item++) {
            double square = 0;
            for (int d = 0; d < dimensions; d++) {
                square += embeddings[item * dimensions + d] * (double) embeddings[item * dimensions + d];
            }
            for (int d = 0; d < dimensions && square > 0; d++) {
                embeddings[item * dimensions + d] /= (float) Math.sqrt(square);
            }
        }
        return new ItemContent(items, dimensions, embeddings);
    }
}
