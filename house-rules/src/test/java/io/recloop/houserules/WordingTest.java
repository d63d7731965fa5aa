package io.recloop.houserules;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final int COLUMNS = 130;

    @Test
    void documentsAreInPlainEnglish() {
        var faults = new TreeMap<String, List<String>>();
        for (var document : Repository.documents()) {
            prose(document).forEach((number, line) -> Wording.fault(line)
                    .ifPresent(fault -> faults.computeIfAbsent(Repository.name(document), name -> new ArrayList<>())
                            .add(Repository.name(document) + ":" + number + ": " + fault)));
        }
        CountRatchet.check("wording-of-documents.txt", faults);
    }

    @Test
    void linesOfProseHaveAtMostHundredAndThirtyColumns() {
        var wide = new TreeMap<String, List<String>>();
        for (var document : Repository.documents()) {
            prose(document).forEach((number, line) -> {
                if (line.length() > COLUMNS && !line.startsWith("|") && !line.contains("](http")) {
                    wide.computeIfAbsent(Repository.name(document), name -> new ArrayList<>())
                            .add(Repository.name(document) + ":" + number + ": " + line.length() + " columns");
                }
            });
        }
        CountRatchet.check("wide-lines.txt", wide);
    }

    @Test
    void commentsAreInPlainEnglish() {
        var faults = new TreeMap<String, List<String>>();
        for (var file : Repository.javaFiles()) {
            for (var line : Comments.lines(file)) {
                Wording.fault(line.text()).ifPresent(fault -> add(faults, file, line.place() + ": " + fault));
            }
        }
        CountRatchet.check("wording-of-comments.txt", faults);
    }

    @Test
    void helpTextsAndDescriptionsAreInPlainEnglish() {
        var faults = new TreeMap<String, List<String>>();
        for (var source : Sources.main()) {
            for (var text : annotationTexts(source.tree())) {
                Wording.fault(text)
                        .ifPresent(fault -> add(
                                faults, source.file(), Repository.name(source.file()) + ": " + fault + " in: " + text));
            }
        }
        CountRatchet.check("wording-of-descriptions.txt", faults);
    }

    private static void add(Map<String, List<String>> faults, Path file, String fault) {
        faults.computeIfAbsent(Repository.module(file), module -> new ArrayList<>())
                .add(fault);
    }

    /// The lines of a document that are not code, by number.
    private static Map<Integer, String> prose(Path document) {
        var prose = new TreeMap<Integer, String>();
        var lines = Repository.lines(document);
        if (lines.contains(ConfigurationReferenceTest.MARK.strip())) {
            // Generated from comments, which have a check of their own.
            lines = lines.subList(0, lines.indexOf(ConfigurationReferenceTest.MARK.strip()));
        }
        boolean fenced = false;
        for (int at = 0; at < lines.size(); at++) {
            var line = lines.get(at);
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.put(at + 1, line);
            }
        }
        return prose;
    }

    private static List<String> annotationTexts(CompilationUnitTree unit) {
        var texts = new ArrayList<String>();
        new TreeScanner<Void, Boolean>() {
            @Override
            public Void visitAnnotation(AnnotationTree annotation, Boolean inside) {
                return super.visitAnnotation(annotation, true);
            }

            @Override
            public Void visitLiteral(LiteralTree literal, Boolean inside) {
                if (inside && literal.getValue() instanceof String text) {
                    texts.add(text);
                }
                return null;
            }
        }.scan(unit, false);
        return texts.stream().distinct().collect(Collectors.toList());
    }
}
