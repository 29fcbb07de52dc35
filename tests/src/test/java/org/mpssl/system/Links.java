package org.mpssl.system;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The relative links of a Markdown text, and whether they lead to what a reader's clone has. */
final class Links {

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern TAG =
            Pattern.compile("<(?:a|img)\\b[^>]*\\b(?:href|src)=\"([^\"]+)");
    private static final Pattern ABSOLUTE = Pattern.compile("[a-zA-Z][a-zA-Z+.-]*:.*|//.*|#.*");

    private Links() {}

    /** Returns where the relative links of a text lead to, without the places within a file. */
    static List<String> relative(String markdown) {
        String text = CODE.matcher(markdown).replaceAll("code");
        List<String> targets = new ArrayList<>();
        for (Pattern pattern : List.of(LINK, TAG)) {
            Matcher links = pattern.matcher(text);
            while (links.find()) {
                if (!ABSOLUTE.matcher(links.group(1)).matches()) {
                    String path = links.group(1).replaceFirst("#.*", "");
                    targets.add(
                            URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
                }
            }
        }
        return targets;
    }

    /** Returns all files that a clone has, and their folders. */
    static Set<Path> inClone() throws IOException, InterruptedException {
        Set<Path> files = new HashSet<>();
        for (String name : names()) {
            for (Path at = RealClone.ROOT.resolve(name); at != null; at = at.getParent()) {
                if (at.startsWith(RealClone.ROOT)) {
                    files.add(at);
                }
            }
        }
        return files;
    }

    /** Returns what git has; of a copy without git, what lies there. */
    static List<String> names() throws IOException, InterruptedException {
        if (Files.exists(RealClone.ROOT.resolve(".git"))) {
            Path list = Files.createTempFile("git", ".txt");
            try {
                int code =
                        new ProcessBuilder("git", "-c", "core.quotePath=off", "ls-files")
                                .directory(RealClone.ROOT.toFile())
                                .redirectOutput(list.toFile())
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start()
                                .waitFor();
                if (code != 0) {
                    throw new IOException("git ls-files ended with " + code);
                }
                return Files.readAllLines(list);
            } finally {
                Files.delete(list);
            }
        }
        try (Stream<Path> files = Files.walk(RealClone.ROOT)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> RealClone.ROOT.relativize(file).toString())
                    .filter(name -> !name.startsWith(".workbench") && !name.startsWith("runs"))
                    .toList();
        }
    }
}
