package org.mpssl.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.unbescape.html.HtmlEscape;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Turns a jsplot figure into the JSON that today's Plotly reads.
 *
 * <p>jsplot writes JavaScript for an older Plotly: unquoted keys, escaped titles as plain strings,
 * numbers and booleans in quotes. The literals are read leniently and put right.
 */
final class PlotlyJson {

    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                            JsonReadFeature.ALLOW_SINGLE_QUOTES,
                            JsonReadFeature.ALLOW_TRAILING_COMMA,
                            JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                            JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                            JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build();

    private static final Pattern ASSIGNMENT = Pattern.compile("^\\s*var\\s+\\w+\\s*=\\s*");

    /** Keys of data; on a category axis they hold names instead. */
    private static final Set<String> DATA = Set.of("x", "y", "z");

    private static final Set<String> NUMERIC =
            Set.of(
                    "opacity",
                    "size",
                    "width",
                    "height",
                    "range",
                    "tickvals",
                    "dtick",
                    "tick0",
                    "nticks",
                    "cmin",
                    "cmax",
                    "scaleratio",
                    "domain",
                    "nbinsx",
                    "nbinsy");

    private static final Set<String> CATEGORICAL = Set.of("bar", "box", "violin");

    private static final Set<String> BOOLEAN = Set.of("visible", "autorange");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlotlyJson() {}

    /** Returns a figure that was drawn without stand-ins. */
    static ObjectNode of(Figure figure) {
        return of(figure, new Labels());
    }

    /** Returns a figure with its texts put back. */
    static ObjectNode of(Figure figure, Labels labels) {
        ObjectNode result = NODES.objectNode();
        ArrayNode data = result.putArray("data");
        Trace[] traces = figure.getTraces();
        for (int i = 0; i < traces.length; i++) {
            data.add(repair(literal(traces[i].asJavascript(i)), labels));
        }
        result.set(
                "layout",
                figure.getLayout() == null
                        ? NODES.objectNode()
                        : repair(literal(figure.getLayout().asJavascript()), labels));
        result.putObject("config").put("responsive", true).put("displaylogo", false);
        return result;
    }

    private static ObjectNode literal(String javascript) {
        String body = ASSIGNMENT.matcher(javascript).replaceFirst("").strip();
        if (body.endsWith(";")) {
            body = body.substring(0, body.length() - 1);
        }
        try {
            return (ObjectNode) LENIENT.readTree(body);
        } catch (JsonProcessingException notALiteral) {
            throw new IllegalStateException("cannot read what jsplot wrote: " + body, notALiteral);
        }
    }

    private static ObjectNode repair(ObjectNode node, Labels labels) {
        Set<String> categories = categories(node);
        ObjectNode result = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = field.getKey();
            boolean names = categories.contains(key);
            boolean numeric = NUMERIC.contains(key) || (DATA.contains(key) && !names);
            result.set(key, repair(field.getValue(), numeric, labels));
            if (BOOLEAN.contains(key)
                    && Set.of("true", "false").contains(result.path(key).asText())) {
                result.put(key, result.path(key).asBoolean());
            }
        }
        repairTitle(result);
        if (result.path("name").asText("-").isEmpty()) {
            result.remove("name");
        }
        return result;
    }

    /** Returns which data keys of a trace hold names. */
    private static Set<String> categories(ObjectNode trace) {
        String type = trace.path("type").asText();
        if (type.equals("heatmap")) {
            return Set.of("x", "y");
        }
        boolean horizontal = trace.path("orientation").asText().equals("h");
        return CATEGORICAL.contains(type) ? Set.of(horizontal ? "y" : "x") : Set.of();
    }

    private static void repairTitle(ObjectNode node) {
        JsonNode font = node.remove("titlefont");
        JsonNode title = node.get("title");
        if (title != null && title.isTextual()) {
            ObjectNode object = NODES.objectNode().put("text", title.asText());
            if (font != null) {
                object.set("font", font);
            }
            node.set("title", object);
        }
    }

    private static JsonNode repair(JsonNode value, boolean numeric, Labels labels) {
        if (value.isObject()) {
            return repair((ObjectNode) value, labels);
        }
        if (value.isArray()) {
            List<JsonNode> items = new ArrayList<>(value.size());
            value.forEach(item -> items.add(repair(item, numeric, labels)));
            return NODES.arrayNode(items.size()).addAll(items);
        }
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue()) ? value : NODES.nullNode();
        }
        return value.isTextual() ? repairText(value.asText(), numeric, labels) : value;
    }

    private static JsonNode repairText(String raw, boolean numeric, Labels labels) {
        String text = HtmlEscape.unescapeHtml(raw);
        if (Labels.isStandIn(text)) {
            return TextNode.valueOf(labels.reveal(text));
        }
        if (numeric) {
            if (text.equals("null")) {
                return NODES.nullNode();
            }
            try {
                double number = Double.parseDouble(text);
                return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
            } catch (NumberFormatException aName) {
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(text);
    }
}
