package org.mpssl.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mpssl.UserError;

/**
 * A set-up of the embedded study: what the foundation models were trained on and what the target
 * task asks, both in fine labels of Fashion-MNIST (0 T-shirt/top, 1 Trouser, 2 Pullover, 3 Dress, 4
 * Coat, 5 Sandal, 6 Shirt, 7 Sneaker, 8 Bag, 9 Ankle boot).
 *
 * @param name the name in specs and on the command line
 * @param foundation the classes that generator and foundation classifier know
 * @param target the fine labels of the target task, ascending; its labels are positions here
 */
public record SetUp(String name, List<FoundationClass> foundation, List<Integer> target) {

    /** Fine classes as children of coarse ones, the default: both tasks share the garments. */
    public static final SetUp COARSE_TO_FINE =
            new SetUp(
                    "coarse-to-fine",
                    List.of(
                            new FoundationClass("top", List.of(0, 2, 4, 6)),
                            new FoundationClass("trouser", List.of(1)),
                            new FoundationClass("dress", List.of(3)),
                            new FoundationClass("footwear", List.of(5, 7, 9)),
                            new FoundationClass("bag", List.of(8))),
                    List.of(0, 2, 4, 5, 6, 7, 9));

    /** No class in common: the generator cannot draw what the target task asks about. */
    public static final SetUp DISJOINT =
            new SetUp(
                    "disjoint",
                    List.of(
                            new FoundationClass("T-shirt", List.of(0)),
                            new FoundationClass("trouser", List.of(1)),
                            new FoundationClass("dress", List.of(3)),
                            new FoundationClass("sandal", List.of(5)),
                            new FoundationClass("bag", List.of(8)),
                            new FoundationClass("ankle boot", List.of(9))),
                    List.of(2, 4, 6, 7));

    private static final List<SetUp> ALL = List.of(COARSE_TO_FINE, DISJOINT);

    /**
     * A class of the foundation models.
     *
     * @param name its name
     * @param fineLabels the fine labels that it joins
     */
    public record FoundationClass(String name, List<Integer> fineLabels) {

        /** Copies the list. */
        public FoundationClass {
            fineLabels = List.copyOf(fineLabels);
        }
    }

    /** Copies the lists. */
    public SetUp {
        foundation = List.copyOf(foundation);
        target = List.copyOf(target);
    }

    /**
     * Returns the names of all set-ups, the default first.
     *
     * @return the names
     */
    public static List<String> names() {
        return ALL.stream().map(SetUp::name).toList();
    }

    /**
     * Returns a set-up by its name.
     *
     * @param name one of {@link #names()}
     * @return the set-up
     */
    public static SetUp named(String name) {
        return ALL.stream()
                .filter(setUp -> setUp.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "There is no set-up '"
                                                + name
                                                + "'. Choose one of: "
                                                + String.join(", ", names())
                                                + "."));
    }

    /**
     * Returns the names of the foundation classes in label order.
     *
     * @return the names
     */
    public List<String> foundationClasses() {
        return foundation.stream().map(FoundationClass::name).toList();
    }

    /**
     * Returns the images of the foundation classes with foundation labels 0 .. C - 1.
     *
     * @param fine images with fine labels
     * @return those that belong to a foundation class, in the same order
     */
    public ImageSet foundationImages(ImageSet fine) {
        int[] map = nothing(fine);
        for (int label = 0; label < foundation.size(); label++) {
            for (int fineLabel : foundation.get(label).fineLabels()) {
                map[fineLabel] = label;
            }
        }
        return fine.relabel(map, foundationClasses());
    }

    /**
     * Returns the images of the target classes with target labels 0 .. K - 1.
     *
     * @param fine images with fine labels
     * @return those that belong to a target class, in the same order
     */
    public ImageSet targetImages(ImageSet fine) {
        int[] map = nothing(fine);
        for (int label = 0; label < target.size(); label++) {
            map[target.get(label)] = label;
        }
        return fine.relabel(map, target.stream().map(fine.classes()::get).toList());
    }

    private int[] nothing(ImageSet fine) {
        int needed =
                1
                        + IntStream.concat(
                                        target.stream().mapToInt(Integer::intValue),
                                        foundation.stream()
                                                .flatMap(c -> c.fineLabels().stream())
                                                .mapToInt(Integer::intValue))
                                .max()
                                .orElse(0);
        if (fine.classes().size() < needed) {
            throw new UserError(
                    "The set-up '"
                            + name
                            + "' needs images with "
                            + needed
                            + " fine classes; these have "
                            + fine.classes().stream().collect(Collectors.joining(", "))
                            + ".");
        }
        int[] map = new int[fine.classes().size()];
        Arrays.fill(map, -1);
        return map;
    }
}
