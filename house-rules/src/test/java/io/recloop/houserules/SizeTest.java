package io.recloop.houserules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

class SizeTest {
    private static final int LINES = 300;
    private static final int PARAMETERS = 5;
    private static final int COMPONENTS = 7;

    @Test
    void noFileHasMoreThanThreeHundredLines() {
        var tall = Repository.javaFiles().stream()
                .filter(file -> Repository.lines(file).size() > LINES)
                .map(file -> Repository.module(file) + " " + file.getFileName())
                .toList();
        Ratchet.check("long-files.txt", "files of more than " + LINES + " lines", tall);
    }

    @Test
    void noConstructorHasMoreThanFiveParameters() {
        var wide = types().filter(type -> type.tree().getKind() != Tree.Kind.RECORD)
                .filter(type -> constructors(type.tree())
                        .anyMatch(constructor -> constructor.getParameters().size() > PARAMETERS))
                .map(SizeTest::name)
                .toList();
        Ratchet.check("wide-constructors.txt", "constructors of more than " + PARAMETERS + " parameters", wide);
    }

    @Test
    void noRecordHasMoreThanSevenComponents() {
        var wide = types().filter(type -> type.tree().getKind() == Tree.Kind.RECORD)
                .filter(type -> components(type.tree()) > COMPONENTS)
                .map(SizeTest::name)
                .toList();
        Ratchet.check("wide-records.txt", "records of more than " + COMPONENTS + " components", wide);
    }

    private static Stream<Sources.Type> types() {
        return Sources.types(Sources.main()).stream();
    }

    private static Stream<MethodTree> constructors(ClassTree type) {
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(method -> method.getName().contentEquals("<init>"));
    }

    /// The parser keeps a record's components as fields that are not static.
    private static long components(ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }

    private static String name(Sources.Type type) {
        var path = Stream.concat(type.owner().stream(), Stream.of(type.simpleName()))
                .toList();
        return Repository.module(type.file()) + " " + String.join(".", path);
    }
}
