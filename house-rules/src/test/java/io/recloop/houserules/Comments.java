package io.recloop.houserules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The comment lines of a Java file, by paragraph.
final class Comments {
    private static final Pattern COMMENT = Pattern.compile("\\s*(///|//)(?!/)(.*)");

    /// Begins a paragraph of its own: a list item, a table row, a tag, a heading.
    private static final Pattern BEGINNING = Pattern.compile("[-*+|@#>].*|\\d+\\. .*|```.*");

    private Comments() {}

    record Line(Path file, int number, String text) {
        String place() {
            return Repository.name(file) + ":" + number;
        }

        int words() {
            return text.isBlank() ? 0 : text.strip().split("\\s+").length;
        }
    }

    static List<Line> lines(Path file) {
        return paragraphs(file).stream().flatMap(List::stream).toList();
    }

    /// Consecutive lines of running text; code between fences and indented by four spaces is left out.
    static List<List<Line>> paragraphs(Path file) {
        var paragraphs = new ArrayList<List<Line>>();
        var current = new ArrayList<Line>();
        var source = Repository.lines(file);
        boolean fenced = false;
        for (int at = 0; at < source.size(); at++) {
            Matcher comment = COMMENT.matcher(source.get(at));
            String text = comment.matches() ? comment.group(2) : "";
            boolean fence = text.strip().startsWith("```");
            fenced ^= fence;
            boolean continues = !text.isBlank() && !fence && !fenced && !text.startsWith("     ");
            if (!continues || BEGINNING.matcher(text.strip()).matches()) {
                close(current, paragraphs);
            }
            if (continues) {
                current.add(new Line(file, at + 1, text.strip()));
            }
        }
        close(current, paragraphs);
        return paragraphs;
    }

    private static void close(List<Line> current, List<List<Line>> paragraphs) {
        if (!current.isEmpty()) {
            paragraphs.add(List.copyOf(current));
            current.clear();
        }
    }
}
