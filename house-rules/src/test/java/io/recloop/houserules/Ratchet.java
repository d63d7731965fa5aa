package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;

/// Places that break a rule and are known: a list in `src/test/resources` that may only become shorter.
final class Ratchet {
    private Ratchet() {}

    /// @param list the file's name in the resources; one place a line, `#` begins a comment
    static void check(String list, String rule, Collection<String> found) {
        var file = Repository.ROOT.resolve("house-rules/src/test/resources").resolve(list);
        var known = new TreeSet<String>();
        Repository.lines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(known::add);
        var added = new TreeSet<>(found);
        added.removeAll(known);
        assertThat(added).as(rule).isEmpty();
        if (Repository.WRITING) {
            keep(file, found);
            return;
        }
        known.removeAll(found);
        assertThat(known)
                .as("these keep the rule now; remove them from " + Repository.name(file))
                .isEmpty();
    }

    /// Removes the places that keep the rule now; comments stay.
    private static void keep(Path file, Collection<String> found) {
        var rest = Repository.lines(file).stream()
                .filter(line -> line.isBlank() || line.startsWith("#") || found.contains(line.strip()))
                .toList();
        Repository.write(file, rest);
    }
}
