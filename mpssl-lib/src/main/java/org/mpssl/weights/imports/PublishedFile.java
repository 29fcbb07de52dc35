package org.mpssl.weights.imports;

import java.util.List;
import java.util.Optional;
import org.mpssl.UserError;

/**
 * A weight file that was published, and by what it is known. Of some only the first digits of the
 * checksum are known: torchvision puts them into the names.
 *
 * @param name its name
 * @param sha256 its checksum, or the start of it
 */
record PublishedFile(String name, String sha256) {

    private static final int WHOLE = 64;

    static final List<PublishedFile> ALL =
            List.of(
                    new PublishedFile(
                            "resnet18-f37072fd.pth",
                            "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec"),
                    new PublishedFile(
                            "resnet50-0676ba61.pth",
                            "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a"),
                    new PublishedFile(
                            "resnet101-63fe2227.pth",
                            "63fe2227b86e8f1f2063f43a75c84d195911b6a0eace650907dd3dc62dd49a0a"),
                    new PublishedFile("resnet50-11ad3fa6.pth", "11ad3fa6"),
                    new PublishedFile("resnet101-cd907fc2.pth", "cd907fc2"),
                    new PublishedFile("resnet18-5c106cde.pth", "5c106cde"),
                    new PublishedFile("resnet50-19c8e357.pth", "19c8e357"),
                    new PublishedFile("resnet101-5d3b4d8f.pth", "5d3b4d8f"),
                    new PublishedFile(
                            "biggan-deep-256-pytorch_model.bin",
                            "5900ef4065047e3aa0d1b66197b7f2664dceb59b27080e414ad57e203c485bc5"));

    /**
     * Looks a file up.
     *
     * @param file its name
     * @param checksum its checksum
     * @return what is known of it, in a sentence
     * @throws UserError if it has the name of a published file and is another
     */
    static String identify(String file, String checksum) {
        Optional<PublishedFile> named =
                ALL.stream().filter(published -> published.name.equals(file)).findFirst();
        if (named.isPresent() && !checksum.startsWith(named.get().sha256)) {
            throw new UserError(
                    """
                    %s has the name of a published file and is another: its sha256 is %s and \
                    should be %s. Fetch it again, or give it another name."""
                            .formatted(file, checksum, named.get().shown()));
        }
        return ALL.stream()
                .filter(published -> checksum.startsWith(published.sha256))
                .findFirst()
                .map(published -> "the published file " + published.name)
                .orElse("not a published file whose sha256 is known here: " + checksum);
    }

    private String shown() {
        return sha256.length() == WHOLE ? sha256 : sha256 + "...";
    }
}
