package io.recloop.houserules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/// The Java files of the repository as the compiler parses them: syntax only, nothing is resolved.
final class Sources {
    private static List<Source> all = List.of();
    private static Trees trees;

    private Sources() {}

    record Source(Path file, CompilationUnitTree tree) {}

    /// A type with the file that holds it; `owner` names the types around it, outermost first.
    record Type(Path file, List<String> owner, ClassTree tree) {
        String simpleName() {
            return tree.getSimpleName().toString();
        }

        boolean isTopLevel() {
            return owner.isEmpty();
        }
    }

    static synchronized List<Source> all() {
        if (all.isEmpty()) {
            all = parse(Repository.javaFiles());
        }
        return all;
    }

    static List<Source> main() {
        return all().stream()
                .filter(source -> !Repository.isTest(source.file()))
                .toList();
    }

    static List<Type> types(List<Source> sources) {
        var types = new ArrayList<Type>();
        for (var source : sources) {
            new TreePathScanner<Void, List<String>>() {
                @Override
                public Void visitClass(ClassTree type, List<String> owner) {
                    if (!type.getSimpleName().isEmpty()) {
                        types.add(new Type(source.file(), owner, type));
                    }
                    var inside = new ArrayList<>(owner);
                    inside.add(type.getSimpleName().toString());
                    return super.visitClass(type, Collections.unmodifiableList(inside));
                }
            }.scan(source.tree(), List.of());
        }
        return types;
    }

    /// The `///` comment of a type or member as one line; empty where there is none.
    static Optional<String> documentation(Path file, Tree declaration) {
        var unit = all().stream()
                .filter(source -> source.file().equals(file))
                .findFirst()
                .orElseThrow()
                .tree();
        var path = TreePath.getPath(unit, declaration);
        return Optional.ofNullable(trees.getDocComment(path))
                .map(text ->
                        text.replaceAll("(?s)(^|\\R)\\s*@\\w+ .*", "").strip().replaceAll("\\s*\\R\\s*", " "))
                .filter(text -> !text.isEmpty());
    }

    private static List<Source> parse(List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            trees = Trees.instance(task);
            var sources = new ArrayList<Source>();
            for (var tree : task.parse()) {
                sources.add(new Source(Path.of(tree.getSourceFile().toUri()), tree));
            }
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot parse the sources", e);
        }
    }
}
