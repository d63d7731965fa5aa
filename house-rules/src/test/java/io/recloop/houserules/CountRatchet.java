package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// How many known faults a module may still have: a list in `src/test/resources` whose numbers may only fall.
final class CountRatchet {
    private CountRatchet() {}

    /// @param list the file's name in the resources; a module and a number a line, `#` begins a comment
    /// @param faults what was found, by module
    static void check(String list, Map<String, List<String>> faults) {
        var file = Repository.ROOT.resolve("house-rules/src/test/resources").resolve(list);
        var allowed = new TreeMap<String, Integer>();
        Repository.lines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split(" "))
                .forEach(entry -> allowed.put(entry[0], Integer.parseInt(entry[1])));
        var more = new TreeSet<String>();
        faults.forEach((module, found) -> {
            if (found.size() > allowed.getOrDefault(module, 0)) {
                more.addAll(found);
            }
        });
        assertThat(more)
                .as("more than " + Repository.name(file) + " allows: " + allowed)
                .isEmpty();
        if (Repository.WRITING) {
            lower(file, faults);
            return;
        }
        allowed.forEach((module, number) -> assertThat(faults.getOrDefault(module, List.of()))
                .as("lower the number of " + module + " in " + Repository.name(file))
                .hasSizeGreaterThanOrEqualTo(number));
    }

    private static void lower(Path file, Map<String, List<String>> faults) {
        var rest = Repository.lines(file).stream()
                .filter(line -> line.isBlank() || line.startsWith("#") || faults.containsKey(line.split(" ")[0]))
                .map(line -> line.isBlank() || line.startsWith("#")
                        ? line
                        : line.split(" ")[0] + " "
                                + faults.get(line.split(" ")[0]).size())
                .toList();
        Repository.write(file, rest);
    }
}
