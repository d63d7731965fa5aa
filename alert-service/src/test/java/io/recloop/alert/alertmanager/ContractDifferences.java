package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recloop.alert.alertmanager.ContractSide.Answer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// In what two answers to the same request differ: the name of the field, and both values.
final class ContractDifferences {
    /// Both sides get the request one after the other, and times that they give themselves differ by that.
    private static final Duration SAME_TIME = Duration.ofSeconds(4);

    private final Map<String, String> found = new TreeMap<>();

    private ContractDifferences() {}

    static Map<String, String> between(ContractStep step, Answer real, Answer ours) {
        var differences = new ContractDifferences();
        differences.compare("status", real.status(), ours.status());
        var headers = new TreeSet<>(real.headers().keySet());
        headers.addAll(ours.headers().keySet());
        headers.forEach(name -> differences.compare(
                name, real.headers().get(name), ours.headers().get(name)));
        var realBody = real.json();
        var ourBody = ours.json();
        if (realBody.isEmpty() || ourBody.isEmpty()) {
            differences.compare(
                    "body", cut(real.body().strip()), cut(ours.body().strip()));
        } else if (step.has("shape")) {
            differences.shape("body", realBody.get(), ourBody.get());
        } else {
            differences.json("body", realBody.get(), ourBody.get());
        }
        return differences.found;
    }

    private void json(String field, JsonNode real, JsonNode ours) {
        if (real.isObject() && ours.isObject()) {
            var names = new TreeSet<String>();
            real.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> json(field + "." + name, real.path(name), ours.path(name)));
        } else if (real.isArray() && ours.isArray()) {
            compare(field + ".size", real.size(), ours.size());
            var left = inOrder(real);
            var right = inOrder(ours);
            for (int at = 0; at < Math.min(left.size(), right.size()); at++) {
                json(field + "." + at, left.get(at), right.get(at));
            }
        } else if (!sameText(real, ours)) {
            compare(field, cut(real.toString()), cut(ours.toString()));
        }
    }

    /// Lists of ids are sorted by the ids themselves, which are random.
    private static List<JsonNode> inOrder(JsonNode array) {
        var all = new ArrayList<JsonNode>();
        array.forEach(all::add);
        if (all.stream().allMatch(node -> node.asText().startsWith("#"))) {
            all.sort(Comparator.comparing(JsonNode::asText));
        }
        return all;
    }

    /// The words of Go's JSON decoder about what is no JSON are its own.
    private static boolean sameText(JsonNode real, JsonNode ours) {
        if (!real.isTextual() || !ours.isTextual()) {
            return real.equals(ours);
        }
        var because = "failed, because ";
        int at = real.textValue().indexOf(because);
        if (at > 0) {
            var prefix = real.textValue().substring(0, at + because.length());
            return ours.textValue().startsWith(prefix);
        }
        return real.equals(ours) || sameTime(real.textValue(), ours.textValue());
    }

    private static boolean sameTime(String real, String ours) {
        try {
            var left = OffsetDateTime.parse(real);
            var right = OffsetDateTime.parse(ours);
            return real.length() == ours.length()
                    && left.getOffset().equals(right.getOffset())
                    && Duration.between(left, right).abs().compareTo(SAME_TIME) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void shape(String field, JsonNode real, JsonNode ours) {
        compare(field, real.getNodeType(), ours.getNodeType());
        if (real.isObject() && ours.isObject()) {
            var names = new TreeSet<String>();
            real.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> shape(
                    field + "." + name,
                    real.has(name) ? real.path(name) : MissingNode.getInstance(),
                    ours.has(name) ? ours.path(name) : MissingNode.getInstance()));
        }
    }

    private void compare(String field, Object real, Object ours) {
        if (!Objects.equals(real, ours)) {
            found.put(field, real + " | " + ours);
        }
    }

    private static String cut(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
