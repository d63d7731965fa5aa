package io.recloop.monitor.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What SciPy answered: `src/test/python/golden_statistics.py` wrote the files.
final class GoldenVectors {
    private GoldenVectors() {}

    record Vector(JsonNode node) {
        double[] numbers(String field) {
            return StreamSupport.stream(node.required(field).spliterator(), false)
                    .mapToDouble(JsonNode::doubleValue)
                    .toArray();
        }

        NumericSample sample(String field) {
            return NumericSample.of(numbers(field));
        }

        /// Names in the order of the vector.
        Map<String, Long> levels(String field) {
            var levels = new TreeMap<String, Long>();
            var counts = node.required(field);
            for (int i = 0; i < counts.size(); i++) {
                levels.put("level %04d".formatted(i), counts.get(i).longValue());
            }
            return levels;
        }

        double expected(String field) {
            return node.required(field).doubleValue();
        }

        boolean has(String field) {
            return node.has(field);
        }

        @Override
        public String toString() {
            return node.required("name").textValue();
        }
    }

    static Stream<Vector> of(String name) throws IOException {
        try (var file = GoldenVectors.class.getResourceAsStream("/golden/statistics/" + name + ".json")) {
            var cases = new ObjectMapper().readTree(file).required("cases");
            return StreamSupport.stream(cases.spliterator(), false).map(Vector::new);
        }
    }
}
