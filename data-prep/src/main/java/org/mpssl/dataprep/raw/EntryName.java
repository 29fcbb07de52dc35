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
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    /** The folder of what macOS adds to a zip. */
    private static final String MAC = "__MACOSX";

    /** What desktops leave in folders. */
    private static final Set<String> LITTER =
            Set.of(".DS_Store", ".directory", "Icon\r", "Thumbs.db", "desktop.ini");

    /** What a download that was killed may leave beside a file that is whole. */
    private static final String DOWNLOAD_NOTE = ".part.json";

    /** Refuses a name that could mean a place outside the archive, or be read in two ways. */
    void check() throws RefusedException {
        if (raw.length() > LONGEST) {
            throw refused("has a name of %d characters".formatted(raw.length()));
        }
        if (hasControlCharacter()) {
            throw refused("has a control character in its name");
        }
        if (raw.startsWith("/") || DRIVE.matcher(raw).lookingAt()) {
            throw refused("has an absolute path");
        }
        if (raw.indexOf('\\') >= 0) {
            throw refused("has a backslash in its name");
        }
        if (raw.contains("..") && segments().contains("..")) {
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
        String path = path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return path.isEmpty()
                || name.startsWith("._")
                || LITTER.contains(name)
                || name.contains(DOWNLOAD_NOTE)
                || (path.contains(MAC) && segments().contains(MAC));
    }

    /** Returns the name as a terminal can show it. */
    String shown() {
        String visible = raw.substring(0, Math.min(raw.length(), SHOWN));
        if (hasControlCharacter()) {
            visible = CONTROL.matcher(visible).replaceAll("?");
        }
        return raw.length() > SHOWN ? visible + "..." : visible;
    }

    /** Returns whether it would break a list of names into other lines, or change a terminal. */
    boolean hasControlCharacter() {
        for (int i = 0; i < raw.length(); i++) {
            if (Character.isISOControl(raw.charAt(i))) {
                return true;
            }
        }
        return false;
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
