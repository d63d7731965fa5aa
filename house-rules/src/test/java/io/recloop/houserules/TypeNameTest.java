package io.recloop.houserules;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// One name, one thing.
class TypeNameTest {
    /// Words that say so little that a second type of the name would be a riddle.
    private static final Set<String> ONCE_IN_ALL = Set.of("Segment", "Recipe", "Place", "Outcome", "Rule");

    @Test
    void noTwoTypesOfAModuleShareASimpleName() {
        var twice = topLevel().stream()
                .collect(Collectors.groupingBy(type -> Repository.module(type.file()) + " " + type.simpleName()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey())
                .toList();
        Ratchet.check("doubled-names.txt", "types of one module with the same simple name", twice);
    }

    @Test
    void aFewNamesAreGivenOnceInAll() {
        var again = topLevel().stream()
                .map(Sources.Type::simpleName)
                .filter(ONCE_IN_ALL::contains)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> entry.getKey())
                .toList();
        Ratchet.check("names-given-twice.txt", "names that are given to types of several modules", again);
    }

    private static List<Sources.Type> topLevel() {
        return Sources.types(Sources.main()).stream()
                .filter(Sources.Type::isTopLevel)
                .toList();
    }
}
