package org.mpssl.dataprep.layout;

import java.util.List;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/** CUB-200 of 2010: lists of paths, whose folder is the class. */
final class Birds2010 implements Layout {

    private static final String ALL = "lists/files.txt";
    private static final String TRAIN_LIST = "lists/train.txt";
    private static final String TEST_LIST = "lists/test.txt";

    @Override
    public Listing list(RawTree raw, Options options) {
        List<String> classes = raw.lines("lists/classes.txt").stream().map(String::strip).toList();
        FolderList lists = new FolderList(raw, classes);
        List<Named> train = lists.read(TRAIN_LIST, "");
        List<Named> test = lists.read(TEST_LIST, "");
        int all = raw.lines(ALL).size();
        if (train.size() + test.size() != all) {
            throw new UserError(
                    "%s has %d images, %s %d and %s %d, which is not the sum. Fetch them again."
                            .formatted(ALL, all, TRAIN_LIST, train.size(), TEST_LIST, test.size()));
        }
        return new ListedImages(raw, classes)
                .add(RawImage.TRAIN, TRAIN_LIST, train)
                .add(RawImage.TEST, TEST_LIST, test)
                .listing(options, List.of());
    }
}
