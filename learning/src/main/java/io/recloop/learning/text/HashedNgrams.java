package io.recloop.learning.text;

import io.recloop.numerics.parallel.Workers;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Needs no model: the character 3- to 5-grams of a text, each hashed to a dimension and a sign.
///
/// Letters count with their accents and, as a second n-gram, without: who types "son moi" is near to "son môi".
/// An n-gram that occurs *t* times weighs `1 + ln t`. A vector depends on its own text alone, so that texts may be
/// encoded at any time; weighting by the catalogue (idf) made cold items worse, not better.
///
/// Source: Weinberger et al., *Feature Hashing for Large Scale Multitask Learning*, ICML 2009. Immutable, hence safe
/// for threads; the same to the bit for any number of them.
public final class HashedNgrams implements TextEncoder {
    public static final int DEFAULT_DIMENSIONS = 512;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;
    private static final int CHUNK = 64;

    private final int dimensions;
    private final int threads;

    public HashedNgrams(int dimensions) {
        this(dimensions, Runtime.getRuntime().availableProcessors());
    }

    /// @param dimensions 16 to 8192
    public HashedNgrams(int dimensions, int threads) {
        if (dimensions < 16 || dimensions > 8192) {
            throw new IllegalArgumentException("dimensions must be in 16..8192, was " + dimensions);
        }
        this.dimensions = dimensions;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "hashed-ngrams-1-" + dimensions;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public float[] encode(List<String> texts, EncodingProgress progress) throws InterruptedException {
        var vectors = new float[Math.multiplyExact(texts.size(), dimensions)];
        var counter = new Counter(texts.size(), progress);
        try (var workers = new Workers(threads)) {
            workers.run(Math.ceilDiv(texts.size(), CHUNK), (worker, chunk) -> {
                int end = Math.min(texts.size(), (chunk + 1) * CHUNK);
                for (int text = chunk * CHUNK; text < end; text++) {
                    encode(texts.get(text), vectors, text * dimensions);
                }
                counter.add(end - chunk * CHUNK);
            });
        }
        return vectors;
    }

    private void encode(String text, float[] out, int offset) {
        var ngrams = new Ngrams();
        for (var field : text.split(ItemDocument.SEPARATOR_PATTERN, -1)) {
            ngrams.add(normalised(field));
        }
        var hashes = ngrams.sorted();
        for (int from = 0, to; from < hashes.length; from = to) {
            for (to = from + 1; to < hashes.length && hashes[to] == hashes[from]; to++) {}
            float weight = (float) (1 + Math.log(to - from));
            int dimension = (int) ((hashes[from] >>> 32) * dimensions >>> 32);
            out[offset + dimension] += (hashes[from] & 1) == 0 ? weight : -weight;
        }
        double square = 0;
        for (int d = offset; d < offset + dimensions; d++) {
            square += (double) out[d] * out[d];
        }
        for (int d = offset; d < offset + dimensions && square > 0; d++) {
            out[d] = (float) (out[d] / Math.sqrt(square));
        }
    }

    /// Lower-case words with one space before, between and after them.
    private static int[] normalised(String field) {
        var text = new StringBuilder(" ");
        Normalizer.normalize(field, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(point -> {
                    if (Character.isLetterOrDigit(point) || isMark(point)) {
                        text.appendCodePoint(point);
                    } else if (text.charAt(text.length() - 1) != ' ') {
                        text.append(' ');
                    }
                });
        if (text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
        return text.codePoints().toArray();
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /// The letter without its accents; itself where taking them away leaves more than a letter, as in Hangul.
    private static int folded(int point) {
        if (point < 0x80) {
            return point;
        }
        if (point == 'đ') {
            return 'd';
        }
        var parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD)
                .codePoints()
                .toArray();
        return Arrays.stream(parts).skip(1).allMatch(HashedNgrams::isMark) ? parts[0] : point;
    }

    /// Hashes of n-grams, one entry for each time they occur.
    private static final class Ngrams {
        private long[] hashes = new long[256];
        private int size;

        void add(int[] text) {
            var plain = Arrays.stream(text).map(HashedNgrams::folded).toArray();
            for (int from = 0; from + SHORTEST <= text.length; from++) {
                long hash = 0;
                long hashOfPlain = 0;
                boolean accented = false;
                for (int at = from; at < Math.min(text.length, from + LONGEST); at++) {
                    hash = mixed(hash + text[at]);
                    hashOfPlain = mixed(hashOfPlain + plain[at]);
                    accented |= text[at] != plain[at];
                    if (at - from + 1 >= SHORTEST) {
                        add(hash);
                        if (accented) {
                            add(hashOfPlain);
                        }
                    }
                }
            }
        }

        long[] sorted() {
            var all = Arrays.copyOf(hashes, size);
            Arrays.sort(all);
            return all;
        }

        private void add(long hash) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * size);
            }
            hashes[size++] = hash;
        }

        /// The finaliser of SplitMix64, which spreads every bit over all.
        private static long mixed(long value) {
            long z = value + 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }
    }

    private static final class Counter {
        private final int total;
        private final EncodingProgress progress;
        private int done;

        Counter(int total, EncodingProgress progress) {
            this.total = total;
            this.progress = progress;
        }

        synchronized void add(int more) {
            done += more;
            progress.encoded(done, total);
        }
    }
}
