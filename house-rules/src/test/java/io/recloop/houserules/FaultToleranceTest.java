package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.MethodTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Times and numbers of retries, timeouts and the like are configuration, which an operator can look up and change:
/// none is in an annotation alone, and `docs/reference/fault-tolerance.md` names every key with its default.
class FaultToleranceTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/reference/fault-tolerance.md");
    private static final Set<String> ANNOTATIONS = Set.of(
            "Timeout", "Retry", "CircuitBreaker", "Bulkhead", "RateLimit", "ExponentialBackoff", "FibonacciBackoff");

    /// What a method means by failing is its own matter, and so is that it never gives up.
    private static final Set<String> OF_THE_METHOD =
            Set.of("retryOn", "abortOn", "failOn", "skipOn", "maxRetries = -1", "maxDuration = 0");

    private static final Pattern KEY = Pattern.compile("quarkus\\.fault-tolerance\\.\"([^\"]+)\"\\.[^=]+");

    /// Of `class/method` what its annotations say.
    private static TreeMap<String, List<AnnotationTree>> annotated() {
        var annotated = new TreeMap<String, List<AnnotationTree>>();
        for (var source : Sources.main()) {
            var packageName = String.valueOf(source.tree().getPackageName());
            for (var type : Sources.types(List.of(source))) {
                for (var member : type.tree().getMembers()) {
                    if (member instanceof MethodTree method) {
                        var found = method.getModifiers().getAnnotations().stream()
                                .filter(one -> ANNOTATIONS.contains(
                                        one.getAnnotationType().toString()))
                                .<AnnotationTree>map(one -> one)
                                .toList();
                        if (!found.isEmpty()) {
                            annotated.put(
                                    "%s.%s/%s".formatted(packageName, type.simpleName(), method.getName()), found);
                        }
                    }
                }
            }
        }
        return annotated;
    }

    /// Key to default, as the packaged configuration of the modules has them.
    private static TreeMap<String, String> keys() throws IOException {
        var keys = new TreeMap<String, String>();
        try (var files = Files.walk(Repository.ROOT, 6)) {
            for (var file : files.filter(file -> file.endsWith("src/main/resources/application.properties")
                            || file.endsWith("src/main/resources/META-INF/microprofile-config.properties"))
                    .toList()) {
                for (var line : Files.readAllLines(file)) {
                    int equals = line.indexOf('=');
                    if (equals > 0 && KEY.matcher(line.substring(0, equals)).matches()) {
                        keys.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                }
            }
        }
        return keys;
    }

    @Test
    void noAnnotationHasATimeOrANumberOfItsOwn() {
        var values = new ArrayList<String>();
        annotated().forEach((method, annotations) -> annotations.stream()
                .flatMap(annotation -> annotation.getArguments().stream())
                .filter(argument -> !OF_THE_METHOD.contains(argument.toString())
                        && !(argument instanceof AssignmentTree set
                                && OF_THE_METHOD.contains(set.getVariable().toString())))
                .forEach(argument -> values.add(method + ": " + argument)));
        assertThat(values)
                .as("to be given by quarkus.fault-tolerance.\"class/method\".… instead")
                .isEmpty();
    }

    @Test
    void everyAnnotatedMethodHasItsKeysAndEveryKeyItsMethod() throws IOException {
        var configured = new TreeSet<String>();
        for (var key : keys().keySet()) {
            var match = KEY.matcher(key);
            assertThat(match.matches()).isTrue();
            configured.add(match.group(1));
        }
        assertThat(configured).isEqualTo(new TreeSet<>(annotated().keySet())).isNotEmpty();
    }

    @Test
    void thePageNamesEveryKeyWithItsDefault() throws IOException {
        var rows = new ArrayList<String>();
        keys().forEach((key, value) -> rows.add("| `%s` | `%s` |".formatted(key, value)));
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| `quarkus"))
                        .toList())
                .containsExactlyElementsOf(rows);
    }
}
