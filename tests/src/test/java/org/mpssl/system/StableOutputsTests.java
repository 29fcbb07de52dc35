package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stable_outputs.py}: what one execution alone leaves in a notebook is rewritten. */
@Tag("system")
class StableOutputsTests {

    private static final String PROGRAM =
            """
            import sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, sys.argv[1])
            import nbformat
            from stable_outputs import make_stable
            notebook = nbformat.read(sys.argv[2], as_version=4)
            make_stable(notebook, {"/home/reader": "~", "/home/reader/clone": ".", "/home/reader/clone/runs/04": "runs"})
            nbformat.write(notebook, sys.argv[3])
            """;

    private static final String NOTEBOOK =
            """
            {"cells":[{"cell_type":"code","execution_count":1,"id":"only",
              "metadata":{"execution":{"iopub.execute_input":"2026-01-01"},"tags":["varies"]},
              "outputs":[%s],"source":"/home/reader done in 3 s"}],
             "metadata":{%s},"nbformat":4,"nbformat_minor":5}
            """;

    @TempDir private Path folder;

    private JsonNode stable(String outputs, String metadata) throws Exception {
        Path in =
                Files.writeString(
                        folder.resolve("in.ipynb"), NOTEBOOK.formatted(outputs, metadata));
        Path out = folder.resolve("out.ipynb");
        Path log = folder.resolve("log");
        int code =
                new ProcessBuilder(
                                RealClone.ROOT.resolve(".workbench/venv/bin/python").toString(),
                                "-c",
                                PROGRAM,
                                RealClone.ROOT.resolve("mpssl-lib/src/main/jupyter").toString(),
                                in.toString(),
                                out.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        assertThat(code).as(Files.readString(log)).isZero();
        return JsonMapper.builder().build().readTree(out.toFile());
    }

    private static String view(String id) {
        return """
               {"output_type":"display_data","metadata":{},"data":{"text/plain":"a panel %s",
                "application/vnd.jupyter.widget-view+json":{"model_id":"%s","version_major":2,"version_minor":0}}}"""
                .formatted(id, id);
    }

    @Test
    void timesOfProgressAndFoldersGoFromTextsOfOutputs() throws Exception {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("2 runs done in 2 min 22 s", "2 runs done");
        texts.put("step 250 of 250  done in 3 min 20 s", "step 250 of 250  done");
        texts.put("stopped after 25 s  loss 0.52", "stopped  loss 0.52");
        texts.put("done in 1 h 02 min", "done");
        texts.put("step 3 of 9, about 1 min 40 s left", "step 3 of 9");
        texts.put("done in 3 steps, 24 s", "done in 3 steps, 24 s");
        texts.put("wrote /home/reader/clone/runs/04/a.json", "wrote runs/a.json");
        texts.put("/home/reader/clone/docs and /home/reader", "./docs and ~");
        texts.put("/home/readers nor /x/home/reader", "/home/readers nor /x/home/reader");
        String print = "{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"%s\"]}";
        JsonNode cell =
                stable(
                                texts.keySet().stream()
                                        .map(print::formatted)
                                        .collect(Collectors.joining(",")),
                                "")
                        .at("/cells/0");
        assertThat(cell.path("outputs"))
                .extracting(output -> Notebook.text(output.path("text")))
                .containsExactlyElementsOf(texts.values());
        assertThat(Notebook.text(cell.path("source"))).isEqualTo("/home/reader done in 3 s");
    }

    @Test
    void ofACellsMetadataOnlyTheTimesGo() throws Exception {
        assertThat(stable("", "").at("/cells/0/metadata")).hasToString("{\"tags\":[\"varies\"]}");
    }

    @Test
    void widgetsAreNamedInTheOrderInWhichTheyAreShown() throws Exception {
        String states =
                """
                "widgets":{"application/vnd.jupyter.widget-state+json":{"version_major":2,"version_minor":0,"state":{
                 "c3":{"model_name":"LayoutModel","model_module":"@jupyter-widgets/base","model_module_version":"2.0.0","state":{}},
                 "a1":{"model_name":"VBoxModel","model_module":"@jupyter-widgets/controls","model_module_version":"2.0.0",
                       "state":{"layout":"IPY_MODEL_c3","children":["IPY_MODEL_b2","IPY_MODEL_c3"]}},
                 "b2":{"model_name":"HTMLModel","model_module":"@jupyter-widgets/controls","model_module_version":"2.0.0",
                       "state":{"value":"<b>done in 5 s</b>"}}}}}""";
        JsonNode notebook = stable(view("b2") + "," + view("a1"), states);
        JsonNode outputs = notebook.at("/cells/0/outputs");
        String id = "/data/application~1vnd.jupyter.widget-view+json/model_id";
        assertThat(outputs.get(0).at(id).asText()).isEqualTo("widget-1");
        assertThat(outputs.get(1).at(id).asText()).isEqualTo("widget-2");
        JsonNode state =
                notebook.at("/metadata/widgets/application~1vnd.jupyter.widget-state+json/state");
        assertThat(state.at("/widget-1/state/value").asText()).isEqualTo("<b>done</b>");
        assertThat(state.at("/widget-2/state/children"))
                .hasToString("[\"IPY_MODEL_widget-1\",\"IPY_MODEL_widget-3\"]");
        assertThat(state.at("/widget-3/model_name").asText()).isEqualTo("LayoutModel");
        assertThat(state).hasSize(3);
    }
}
