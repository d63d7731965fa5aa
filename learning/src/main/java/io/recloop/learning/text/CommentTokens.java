package io.recloop.learning.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A comment's words, in lower case, and its emoji and emoticons, each on its own.
final class CommentTokens {
    /// Emoticons first: their signs are no words. A word may have an apostrophe within.
    private static final Pattern TOKEN = Pattern.compile(">?[:;=]'?-?[)(D3|]+|<3|\\^_?\\^|T_T|-_-"
            + "|[\\p{L}\\p{M}\\p{N}]+(?:['\u2019][\\p{L}\\p{M}]+)*"
            + "|[\\p{So}\\p{Sk}\\p{IsEmoji_Presentation}\\x{2600}-\\x{27BF}]");
    private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{2,}");

    private CommentTokens() {}

    static List<String> of(String comment) {
        var text = Normalizer.normalize(comment, Normalizer.Form.NFC).replace("\uFE0F", "");
        var tokens = new ArrayList<String>();
        var token = TOKEN.matcher(text);
        while (token.find()) {
            tokens.add(word(token.group()));
        }
        return tokens;
    }

    private static String word(String token) {
        if (Character.isLetterOrDigit(token.codePointAt(0)) && !token.equals("T_T")) {
            return token.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        }
        // `:))))` is `:)`.
        return token.replaceAll("([)(D3])\\1+", "$1");
    }

    /// A drawn-out word with the run cut to that many letters: `goooood` is `good` or `god`.
    static String shortened(String word, int letters) {
        return DRAWN_OUT.matcher(word).replaceAll(match -> match.group(1).repeat(letters));
    }
}
