package org.mpssl.dataprep.layout;

import java.util.List;
import java.util.stream.Stream;
import org.mpssl.dataprep.raw.RawTree;

/** Describable Textures: ten divisions, each of three lists of paths, whose folder is the class. */
final class Dtd implements Layout {

    private static final List<String> PARTS = List.of(RawImage.TRAIN, RawImage.VAL, RawImage.TEST);

    @Override
    public Listing list(RawTree raw, Options options) {
        int fold = options.fold();
        // Never the folders themselves, where other files lie too.
        List<String> classes =
                PARTS.stream()
                        .flatMap(part -> folders(raw, list(part, fold)))
                        .distinct()
                        .sorted()
                        .toList();
        FolderList lists = new FolderList(raw, classes);
        ListedImages images = new ListedImages(raw, classes);
        PARTS.forEach(part -> images.add(part, list(part, fold), lists.read(list(part, fold), "")));
        return images.listing(options, List.of());
    }

    @Override
    public List<Choice> choices() {
        return List.of(Choice.FOLD, Choice.LIMIT);
    }

    private static String list(String part, int fold) {
        return "labels/%s%d.txt".formatted(part, fold);
    }

    private static Stream<String> folders(RawTree raw, String list) {
        return raw.lines(list).stream().map(line -> FolderList.folder(list, line.strip()));
    }
}
