package io.recloop.houserules;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// Every configuration key of the services, read from their `@ConfigMapping` interfaces and `@ConfigProperty`
/// parameters.
final class ConfigurationKeys {
    private static final Set<String> WRAPPERS = Set.of("Optional", "List", "Set");

    /// Keys that are parameters of a constructor, where a comment has no place of its own.
    private static final Map<String, String> PARAMETERS = Map.of(
            "recloop.alarms.repeat-every", "While the cause of an alarm lasts, it is raised again at most this often.",
            "recloop.broker-name-awaited-for",
                    "How long the start of a service that reads topics waits for the broker's name to resolve.",
            "recloop.outbox.kept", "How long an event that was sent stays in the outbox.",
            "recloop.sending.acknowledged-within", "How long a sender waits for the broker's acknowledgement.",
            "recloop.topic-prefix", "Put before every topic's name, so that several stacks may share a broker.");

    private final List<Sources.Type> types;
    private final List<Key> keys = new ArrayList<>();

    private ConfigurationKeys(List<Sources.Type> types) {
        this.types = types;
    }

    /// @param value the default as it is written; empty where there is none
    /// @param required whether a service does not start without it
    record Key(String module, String name, Optional<String> value, boolean required, String meaning) {
        /// The row of the reference page, exactly.
        String row() {
            String shown = required
                    ? "required"
                    : value.filter(text -> !text.isEmpty())
                            .map("`%s`"::formatted)
                            .orElse("none");
            return "| `%s` | %s | %s |".formatted(name, shown, meaning.replace("|", "\\|"));
        }
    }

    /// The keys by module; within one by name.
    static Map<String, List<Key>> byModule() {
        var found = new ConfigurationKeys(Sources.types(Sources.main()));
        found.types.forEach(found::read);
        return found.keys.stream()
                .map(found::described)
                .distinct()
                .sorted(Comparator.comparing(Key::name))
                .collect(Collectors.groupingBy(Key::module, TreeMap::new, Collectors.toList()));
    }

    private void read(Sources.Type type) {
        annotation(type.tree().getModifiers(), "ConfigMapping")
                .flatMap(mapping -> text(mapping, "prefix"))
                .ifPresent(prefix -> mapping(type, type.tree(), prefix, "", false));
        type.tree()
                .accept(
                        new TreeScanner<Void, Void>() {
                            @Override
                            public Void visitClass(ClassTree inner, Void unused) {
                                return inner == type.tree() ? super.visitClass(inner, unused) : null;
                            }

                            @Override
                            public Void visitVariable(VariableTree variable, Void unused) {
                                property(type, variable);
                                return super.visitVariable(variable, unused);
                            }
                        },
                        null);
    }

    private void property(Sources.Type type, VariableTree variable) {
        annotation(variable.getModifiers(), "ConfigProperty").ifPresent(property -> {
            var name = text(property, "name");
            if (name.isPresent() && !name.get().startsWith("quarkus.")) {
                var value = text(property, "defaultValue");
                boolean optional = variable.getType().toString().startsWith("Optional");
                keys.add(new Key(Repository.module(type.file()), name.get(), value, value.isEmpty() && !optional, ""));
            }
        });
    }

    private void mapping(Sources.Type top, ClassTree group, String prefix, String inherited, boolean optional) {
        for (var extended : group.getImplementsClause()) {
            find(top, extended.toString())
                    .ifPresent(parent -> mapping(parent, parent.tree(), prefix, inherited, optional));
        }
        var about = Sources.documentation(top.file(), group).orElse(inherited);
        for (var member : group.getMembers()) {
            if (member instanceof MethodTree method && isKey(method)) {
                key(top, method, prefix, about, optional);
            }
        }
    }

    private void key(Sources.Type top, MethodTree method, String prefix, String about, boolean optional) {
        var modifiers = method.getModifiers();
        var name = annotation(modifiers, "WithName")
                .flatMap(given -> text(given, "value"))
                .orElseGet(() -> kebab(method.getName().toString()));
        boolean parent = annotation(modifiers, "WithParentName").isPresent();
        var key = parent ? prefix : prefix + "." + name;
        var value = annotation(modifiers, "WithDefault").flatMap(given -> text(given, "value"));
        var meaning = Sources.documentation(top.file(), method).orElse(about);
        Tree type = method.getReturnType();
        boolean absent = optional;
        while (type instanceof ParameterizedTypeTree wrapper) {
            var arguments = wrapper.getTypeArguments();
            if (simple(wrapper.getType()).equals("Map")) {
                key += "." + placeholder(simple(arguments.get(0)));
                type = arguments.get(1);
                absent = true;
            } else if (WRAPPERS.contains(simple(wrapper.getType()))) {
                absent |= simple(wrapper.getType()).equals("Optional");
                type = arguments.get(0);
            } else {
                break;
            }
        }
        absent |= simple(type).startsWith("Optional");
        var group = find(top, simple(type)).filter(found -> found.tree().getKind() == Tree.Kind.INTERFACE);
        if (group.isPresent()) {
            mapping(group.get(), group.get().tree(), key, meaning, false);
        } else {
            keys.add(new Key(Repository.module(top.file()), key, value, value.isEmpty() && !absent, meaning));
        }
    }

    private static boolean isKey(MethodTree method) {
        var flags = method.getModifiers().getFlags();
        return method.getBody() == null
                && !flags.contains(Modifier.STATIC)
                && method.getParameters().isEmpty();
    }

    /// A key that only names a property has the meaning that a mapping gives to the same key.
    private Key described(Key key) {
        var meaning = keys.stream()
                .filter(other -> other.name().equals(key.name()))
                .map(Key::meaning)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(PARAMETERS.getOrDefault(key.name(), ""));
        return key.meaning().isEmpty() ? new Key(key.module(), key.name(), key.value(), key.required(), meaning) : key;
    }

    private Optional<Sources.Type> find(Sources.Type near, String name) {
        return types.stream()
                .filter(type -> type.simpleName().equals(simple(name)))
                .filter(type -> Repository.module(type.file()).equals(Repository.module(near.file())))
                .min(Comparator.comparing(type -> !type.file().equals(near.file())));
    }

    private static String placeholder(String type) {
        return type.equals("String") ? "<name>" : "<" + kebab(type) + ">";
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String simple(Tree type) {
        return simple(type.toString());
    }

    private static String simple(String type) {
        return type.replaceAll("@\\S+ ", "").replaceAll("^.*\\.", "");
    }

    private static Optional<AnnotationTree> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .map(AnnotationTree.class::cast)
                .filter(found -> simple(found.getAnnotationType()).equals(name))
                .findFirst();
    }

    private static Optional<String> text(AnnotationTree annotation, String argument) {
        return annotation.getArguments().stream()
                .flatMap(given -> given instanceof AssignmentTree assignment
                        ? assignment.getVariable().toString().equals(argument)
                                ? Optional.of(assignment.getExpression()).stream()
                                : Optional.<ExpressionTree>empty().stream()
                        : argument.equals("value")
                                ? Optional.<ExpressionTree>of(given).stream()
                                : Optional.<ExpressionTree>empty().stream())
                .map(ConfigurationKeys::literal)
                .findFirst();
    }

    private static String literal(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        throw new IllegalStateException("a key or default that is not written out: " + expression);
    }
}
