package org.mpssl.dataprep.layout;

import java.util.List;
import org.mpssl.UserError;
import org.mpssl.dataprep.raw.RawTree;

/** Food-101: lists of paths without suffix, whose folder is the class. */
final class Food101 implements Layout {

    private static final String TRAIN_LIST = "meta/train.txt";
    private static final String TEST_LIST = "meta/test.txt";

    @Override
    public Listing list(RawTree raw, Options options) {
        List<String> folders = raw.lines("meta/classes.txt").stream().map(String::strip).toList();
        List<String> names = raw.lines("meta/labels.txt").stream().map(String::strip).toList();
        if (folders.size() != names.size()) {
            throw new UserError(
                    "meta/classes.txt has %d classes, meta/labels.txt names %d. Fetch both again."
                            .formatted(folders.size(), names.size()));
        }
        FolderList lists = new FolderList(raw, folders);
        return new ListedImages(raw, names)
                .add(RawImage.TRAIN, TRAIN_LIST, lists.read(TRAIN_LIST, ".jpg"))
                .add(RawImage.TEST, TEST_LIST, lists.read(TEST_LIST, ".jpg"))
                .listing(options, List.of());
    }
}
