package io.recloop.learning.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Scores a comment by its words, emoji and length: English and Vietnamese, from the word lists beside this class.
///
/// Each word or phrase (the longest that matches) counts for or against with strength 1; a strengthener beside
/// it makes it 1.5, a weakener 0.5, and a negation up to three words before it turns it around at three
/// quarters of its strength. With *s* the sum and *L* the length in words over 20, at most 1, the score is `0.5
/// + 0.45·(0.6 + 0.4·L)·s/√(s²+2) + 0.05·L`: who writes more, says more. Immutable, hence safe for threads.
public final class LexiconClassifier implements CommentClassifier {
    private static final int LONGEST_PHRASE = 5;
    private static final int REACH_OF_NEGATION = 3;
    private static final double LONG = 20;
    private static final List<String> SHORT_FORMS_OF_NOT = List.of("ko", "k", "kg", "hông");

    private final Map<String, Kind> words = new HashMap<>();

    private enum Kind {
        POSITIVE,
        NEGATIVE,
        NEGATION,
        STRENGTHENER,
        WEAKENER
    }

    /// A word or phrase of the comment that means something, and where.
    private record Found(Kind kind, int from, int to) {
        private boolean speaks() {
            return kind == Kind.POSITIVE || kind == Kind.NEGATIVE;
        }
    }

    private LexiconClassifier() {
        // What is in two lists is what the later one says.
        read("positive.en.txt", Kind.POSITIVE);
        read("positive.vi.txt", Kind.POSITIVE);
        read("negative.en.txt", Kind.NEGATIVE);
        read("negative.vi.txt", Kind.NEGATIVE);
        read("emoji.positive.txt", Kind.POSITIVE);
        read("emoji.negative.txt", Kind.NEGATIVE);
        read("strengtheners.txt", Kind.STRENGTHENER);
        read("weakeners.txt", Kind.WEAKENER);
        read("negations.txt", Kind.NEGATION);
    }

    public static LexiconClassifier standard() {
        return new LexiconClassifier();
    }

    @Override
    public String name() {
        return "lexicon-1";
    }

    @Override
    public double quality(String comment) {
        var tokens = CommentTokens.of(comment).stream().map(this::known).toList();
        var found = found(tokens);
        double sum = 0;
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).speaks()) {
                sum += strength(found, i);
            }
        }
        double length = Math.min(1, tokens.size() / LONG);
        double polarity = sum / Math.sqrt(sum * sum + 2);
        return 0.5 + 0.45 * (0.6 + 0.4 * length) * polarity + 0.05 * length;
    }

    private double strength(List<Found> found, int at) {
        var word = found.get(at);
        double strength = word.kind() == Kind.POSITIVE ? 1 : -1;
        for (int i = Math.max(0, at - 1); i <= Math.min(found.size() - 1, at + 1); i++) {
            var beside = found.get(i);
            if (beside.to() == word.from() || beside.from() == word.to()) {
                strength *= beside.kind() == Kind.STRENGTHENER ? 1.5 : beside.kind() == Kind.WEAKENER ? 0.5 : 1;
            }
        }
        for (int i = at - 1; i >= 0 && word.from() - found.get(i).to() < REACH_OF_NEGATION; i--) {
            if (found.get(i).kind() == Kind.NEGATION) {
                return -0.75 * strength;
            }
            if (found.get(i).speaks()) {
                break;
            }
        }
        return strength;
    }

    /// A word that was drawn out, as the lists have it.
    private String known(String word) {
        if (words.containsKey(word)) {
            return word;
        }
        var two = CommentTokens.shortened(word, 2);
        return words.containsKey(two) ? two : CommentTokens.shortened(word, 1);
    }

    private List<Found> found(List<String> tokens) {
        var found = new ArrayList<Found>();
        for (int at = 0; at < tokens.size(); ) {
            int end = at + 1;
            for (int length = Math.min(LONGEST_PHRASE, tokens.size() - at); length > 0; length--) {
                var kind = words.get(String.join(" ", tokens.subList(at, at + length)));
                if (kind != null) {
                    end = at + length;
                    found.add(new Found(kind, at, end));
                    break;
                }
            }
            at = end;
        }
        return found;
    }

    private void read(String name, Kind kind) {
        try (var stream = LexiconClassifier.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the word list %s is not in the program".formatted(name));
            }
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines();
            lines.filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> add(line.strip(), kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line, Kind kind) {
        var phrase = String.join(" ", CommentTokens.of(line));
        put(phrase, kind);
        // The short forms of the same negation, as most people type it.
        if (phrase.startsWith("không ")) {
            for (var shortForm : SHORT_FORMS_OF_NOT) {
                put(shortForm + phrase.substring("không".length()), kind);
            }
        }
    }

    private void put(String phrase, Kind kind) {
        words.put(phrase, kind);
        var folded = folded(phrase);
        // Many write without accents; a single syllable without them means too many things.
        if (phrase.contains(" ") && !folded.equals(phrase)) {
            words.putIfAbsent(folded, kind);
        }
    }

    private static String folded(String phrase) {
        return Normalizer.normalize(phrase, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace('đ', 'd')
                .toLowerCase(Locale.ROOT);
    }
}
