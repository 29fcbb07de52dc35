package org.mpssl.dataprep.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;
import org.mpssl.files.StrictJson;

/** Chaoyang: JSON of paths and labels; a name ends with its label too. */
final class Chaoyang implements Layout {

    private static final List<String> CLASSES =
            List.of("normal", "serrated", "adenocarcinoma", "adenoma");
    private static final JsonMapper JSON = StrictJson.mapper().build();
    private static final Pattern LABEL = Pattern.compile("(\\d)\\.[^.]*$");

    /** An element of the lists, as it is written there. */
    private record Entry(String name, int label) {}

    @Override
    public Listing list(RawTree raw, Options options) {
        ListedImages images = new ListedImages(raw, CLASSES);
        List<String> remarks = new ArrayList<>();
        for (String part : List.of(RawImage.TRAIN, RawImage.TEST)) {
            String list = part + ".json";
            List<Entry> entries = entries(raw, list);
            images.add(part, list, named(entries));
            remarkOnLabels(list, entries, remarks);
        }
        return images.listing(options, remarks);
    }

    private static List<Entry> entries(RawTree raw, String list) {
        try {
            return Arrays.asList(JSON.readValue(raw.content(list), Entry[].class));
        } catch (IOException e) {
            throw new UserError(
                    "%s is not a list of {\"label\": ..., \"name\": ...}: %s. Fetch it again."
                            .formatted(
                                    list,
                                    e instanceof JsonProcessingException j
                                            ? StrictJson.told(j)
                                            : e.getMessage()),
                    e);
        }
    }

    private static List<Named> named(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new Named(entry.name(), entry.label()))
                .sorted(Comparator.comparing(Named::end))
                .toList();
    }

    private static void remarkOnLabels(String list, List<Entry> entries, List<String> remarks) {
        List<String> differing =
                entries.stream().filter(Chaoyang::differs).map(Entry::name).toList();
        if (!differing.isEmpty()) {
            remarks.add(
                    "%s gives %d images another label than their names end with, for example %s; the list is followed."
                            .formatted(list, differing.size(), differing.get(0)));
        }
    }

    private static boolean differs(Entry entry) {
        Matcher digit = LABEL.matcher(entry.name());
        return !digit.find() || Integer.parseInt(digit.group(1)) != entry.label();
    }
}
