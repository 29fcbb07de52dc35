package org.mpssl.dataprep.raw;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an archive's entry.
 *
 * @param raw as the archive has it
 */
record EntryName(String raw) {

    private static final int LONGEST = 1024;
    private static final int SHOWN = 80;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    /** What desktops leave in folders. */
    private static final Set<String> LITTER =
            Set.of(".DS_Store", ".directory", "Thumbs.db", "desktop.ini");

    /** Refuses a name that could mean a place outside the archive, or be read in two ways. */
    void check() throws RefusedException {
        if (raw.length() > LONGEST) {
            throw refused("has a name of %d characters".formatted(raw.length()));
        }
        if (raw.chars().anyMatch(Character::isISOControl)) {
            throw refused("has a control character in its name");
        }
        if (raw.startsWith("/") || DRIVE.matcher(raw).matches()) {
            throw refused("has an absolute path");
        }
        if (raw.indexOf('\\') >= 0) {
            throw refused("has a backslash in its name");
        }
        if (Arrays.asList(raw.split("/")).contains("..")) {
            throw refused("leads out of the archive");
        }
        if (raw.isEmpty()) {
            throw new RefusedException("an entry has no name");
        }
    }

    /** Returns the name without segments that mean nothing. */
    String path() {
        // Nearly all names are plain, and there may be very many of them.
        if (!raw.startsWith(".") && !raw.contains("//") && !raw.contains("/.")) {
            return raw;
        }
        return String.join("/", segments());
    }

    /** Returns whether this is no part of what was packed. */
    boolean isLitter() {
        List<String> segments = segments();
        if (segments.isEmpty()) {
            return true;
        }
        String name = segments.get(segments.size() - 1);
        return name.startsWith("._") || LITTER.contains(name) || segments.contains("__MACOSX");
    }

    /** Returns the name as a terminal can show it. */
    String shown() {
        String visible =
                raw.codePoints()
                        .collect(StringBuilder::new, EntryName::append, StringBuilder::append)
                        .toString();
        return visible.length() <= SHOWN ? visible : visible.substring(0, SHOWN) + "...";
    }

    private static void append(StringBuilder text, int character) {
        text.appendCodePoint(Character.isISOControl(character) ? '?' : character);
    }

    private List<String> segments() {
        return Arrays.stream(raw.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }

    private RefusedException refused(String reason) {
        return new RefusedException("%s %s".formatted(shown(), reason));
    }
}
