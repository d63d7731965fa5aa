package io.recloop.alert.labels;

import io.recloop.alert.labels.Matcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads matchers as Alertmanager 0.25 writes them: `foo="bar"`, `foo=~"a|b"`, `foo!=bar`, `{a="b",c!="d"}`.
///
/// Source: `pkg/labels/parse.go` of Alertmanager, whose messages these are.
public final class MatcherParser {
    /// The longer operators come first, else `=~` would be `=` and a value that begins with `~`. Blanks at the end
    /// are cut by hand: an expression for them would look at a long value again and again.
    private static final Pattern FORM =
            Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*+)\\s*+(=~|=|!=|!~)\\s*+(.*+)", Pattern.DOTALL);

    private MatcherParser() {}

    /// @throws InvalidMatcherException when it is not one matcher
    public static Matcher parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidMatcherException("bad matcher format: " + text);
        }
        return Matcher.of(
                form.group(1),
                Operator.of(form.group(2)),
                unescaped(form.group(3).stripTrailing()));
    }

    /// Several matchers with commas between them, in braces or without.
    ///
    /// @throws InvalidMatcherException when one of them is none
    public static List<Matcher> parseAll(String text) {
        var matchers = new ArrayList<Matcher>();
        for (var token : tokens(withoutBraces(text.strip()))) {
            matchers.add(parse(token));
        }
        return List.copyOf(matchers);
    }

    private static String withoutBraces(String text) {
        var opened = text.startsWith("{") ? text.substring(1) : text;
        return opened.endsWith("}") ? opened.substring(0, opened.length() - 1) : opened;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var token = new StringBuilder();
        boolean quoted = false;
        boolean escaped = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ',' && !quoted) {
                tokens.add(token.toString());
                token.setLength(0);
                continue;
            }
            if (c == '"' && !escaped) {
                quoted = !quoted;
            }
            escaped = c == '\\' && !escaped;
            token.append(c);
        }
        if (!token.toString().isBlank()) {
            tokens.add(token.toString());
        }
        return tokens;
    }

    /// Takes the quotes off. Only `\"`, `\\` and `\n` are escapes; another backslash stands for itself, so that an
    /// expression need not double its own.
    private static String unescaped(String raw) {
        boolean quoted = raw.startsWith("\"");
        var value = new StringBuilder(raw.length());
        boolean closed = !quoted;
        int last = raw.length() - 1;
        for (int at = quoted ? 1 : 0; at <= last; at++) {
            char c = raw.charAt(at);
            if (c == '\\' && at < last) {
                at++;
                value.append(escape(raw.charAt(at)));
            } else if (c == '"') {
                if (closed || at < last) {
                    throw unescapedQuote(raw);
                }
                closed = true;
            } else {
                value.append(c);
            }
        }
        if (!closed) {
            throw unescapedQuote(raw);
        }
        return value.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private static InvalidMatcherException unescapedQuote(String raw) {
        return new InvalidMatcherException("matcher value contains unescaped double quote: " + raw);
    }
}
