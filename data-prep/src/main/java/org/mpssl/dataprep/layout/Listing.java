package org.mpssl.dataprep.layout;

import java.util.List;

/**
 * What a dataset's lists say.
 *
 * @param classes their names, in label order
 * @param images every image of every part; within a part they are sorted as the publisher numbers
 *     or names them, never as a folder happens to be listed
 * @param remarks what a user should know and no error is, for example a nested copy; usually none
 */
public record Listing(List<String> classes, List<RawImage> images, List<String> remarks) {

    /** Copies the lists. */
    public Listing {
        classes = List.copyOf(classes);
        images = List.copyOf(images);
        remarks = List.copyOf(remarks);
    }
}
