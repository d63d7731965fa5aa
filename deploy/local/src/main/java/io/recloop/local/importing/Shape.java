package io.recloop.local.importing;

import java.util.List;
import java.util.Map;

/// How a file is to be read.
///
/// @param separator between fields; of no meaning for JSON lines
/// @param header    its first row names the columns
/// @param width     fields of a row; 0 for JSON lines
/// @param positions from 0; empty for JSON lines
/// @param names     for JSON lines, the fields that were mapped by option
/// @param said      what was guessed, for people
record Shape(
        Format format,
        Kind kind,
        String separator,
        boolean header,
        int width,
        Map<Column, Integer> positions,
        Map<Column, String> names,
        List<String> said) {}
