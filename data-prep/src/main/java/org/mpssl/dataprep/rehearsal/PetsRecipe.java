package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pets: images that are not all what their suffix says, leftovers, lists with comments. */
final class PetsRecipe implements Recipe {

    private static final List<String> BREEDS =
            List.of(
                    "Abyssinian",
                    "american_bulldog",
                    "american_pit_bull_terrier",
                    "basset_hound",
                    "beagle",
                    "Bengal",
                    "Birman",
                    "Bombay",
                    "boxer",
                    "British_Shorthair",
                    "chihuahua",
                    "Egyptian_Mau",
                    "english_cocker_spaniel",
                    "english_setter",
                    "german_shorthaired",
                    "great_pyrenees",
                    "havanese",
                    "japanese_chin",
                    "keeshond",
                    "leonberger",
                    "Maine_Coon",
                    "miniature_pinscher",
                    "newfoundland",
                    "Persian",
                    "pomeranian",
                    "pug",
                    "Ragdoll",
                    "Russian_Blue",
                    "saint_bernard",
                    "samoyed",
                    "scottish_terrier",
                    "shiba_inu",
                    "Siamese",
                    "Sphynx",
                    "staffordshire_bull_terrier",
                    "wheaten_terrier",
                    "yorkshire_terrier");

    @Override
    public void write(Task task) throws IOException {
        List<String> trainval = new ArrayList<>();
        List<String> test = new ArrayList<>();
        try (Tar tar = new Tar(task.folder().resolve("images.tar.gz"))) {
            images(task, 0, trainval, tar);
            images(task, 1, test, tar);
            for (int leftover = 100; leftover < 103; leftover++) {
                tar.add("images/Abyssinian_%d.mat".formatted(leftover), new Mat().bytes());
            }
        }
        List<String> all = new ArrayList<>(trainval);
        all.addAll(test);
        all.sort(String.CASE_INSENSITIVE_ORDER);
        all.add(0, "#Image CLASS-ID SPECIES BREED ID");
        try (Tar tar = new Tar(task.folder().resolve("annotations.tar.gz"))) {
            tar.add("annotations/list.txt", all)
                    .add("annotations/README", README)
                    .add("annotations/test.txt", test)
                    .add("annotations/trainval.txt", trainval)
                    .add("annotations/trimaps/._Abyssinian_100.png", "Mac OS X        ");
        }
    }

    private static void images(Task task, int part, List<String> list, Tar tar) throws IOException {
        task.each(
                (label, i) -> {
                    String name = "%s_%d".formatted(BREEDS.get(label), 100 + 2 * i + part);
                    list.add("%s %d %s".formatted(name, label + 1, species(label)));
                    tar.add(
                            "images/%s.jpg".formatted(name),
                            encoded(task.picture(part, label, i), label, i));
                });
    }

    /** The first Abyssinian of each part is a GIF, the first Egyptian Mau a PNG, called .jpg. */
    private static byte[] encoded(Picture picture, int label, int i) {
        if (i > 0) {
            return picture.jpeg();
        }
        return switch (BREEDS.get(label)) {
            case "Abyssinian" -> picture.gif();
            case "Egyptian_Mau" -> picture.png();
            default -> picture.jpeg();
        };
    }

    /** Returns whether cat (1) or dog (2), and the number of the breed among these. */
    private static String species(int label) {
        boolean cat = isCat(BREEDS.get(label));
        long before =
                BREEDS.subList(0, label + 1).stream().filter(breed -> isCat(breed) == cat).count();
        return "%d %d".formatted(cat ? 1 : 2, before);
    }

    private static boolean isCat(String breed) {
        return Character.isUpperCase(breed.charAt(0));
    }
}
