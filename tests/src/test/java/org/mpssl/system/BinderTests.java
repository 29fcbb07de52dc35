package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.system.ScratchClone.Outcome;

/** The Binder files, used as repo2docker uses them, without Docker. */
@Tag("system")
class BinderTests {
    private static final String LOCK = "mpssl-lib/src/main/jupyter/requirements.txt";
    private static final String NB = "notebooks/00-start-here.ipynb";

    @TempDir private Path folder;

    /** A notebook server as an image has it: JupyterLab, and nothing of ours. */
    private Path server(ScratchClone clone) throws Exception {
        Path server = folder.resolve("server");
        Path python = server.resolve("bin/python3");
        String pip = python + " -m pip --disable-pip-version-check -q";
        String script =
                "set -e; python3 -m venv %s; %s install --require-hashes -r %s; %s uninstall -y"
                        + " jupyterlab-widgets widgetsnbextension ipywidgets plotly";
        Outcome made =
                clone.execute(
                        Map.of("PIP_CACHE_DIR", pipCache()),
                        List.of("sh", "-c", script.formatted(server, pip, LOCK, pip)));
        assertThat(made.code()).as(made.output()).isZero();
        return server;
    }

    /** The tester's own: only the home is new. */
    private static String pipCache() {
        String cache = System.getenv("PIP_CACHE_DIR");
        return cache != null ? cache : System.getenv("HOME") + "/.cache/pip";
    }

    @Test
    void theKernelThatPostBuildRegistersExecutesTheFirstNotebook() throws Exception {
        ScratchClone clone =
                ScratchClone.copy(folder.resolve("jovyan"), folder.resolve("home of jovyan"));
        Path server = server(clone);
        Map<String, String> image = new HashMap<>();
        image.put("NB_PYTHON_PREFIX", server.toString());
        image.put("PIP_CACHE_DIR", pipCache());
        image.put("PATH", server.resolve("bin") + ":" + System.getenv("PATH"));

        long started = System.nanoTime();
        Outcome built = clone.execute(image, List.of("binder/postBuild"));
        assertThat(built.code()).as(built.output()).isZero();
        System.out.printf("binder/postBuild: %d s%n", seconds(started));
        assertThat(clone.path("mpssl-lib/target")).doesNotExist();
        assertThat(server.resolve("share/jupyter/kernels/mpssl-java/kernel.json"))
                .content()
                .contains(clone.path("workbench").toRealPath().toString());

        started = System.nanoTime();
        Path copy = folder.resolve("executed.ipynb");
        Outcome executed =
                clone.execute(
                        image,
                        List.of(
                                "binder/start",
                                "python3",
                                "mpssl-lib/src/main/jupyter/run_notebook.py",
                                NB,
                                copy.toString(),
                                "mpssl-java"));
        System.out.printf("the first notebook on binder/start: %d s%n", seconds(started));
        assertThat(executed.code()).as(executed.output()).isZero();
        assertThat(copy).content().contains("not checked in quick mode");
        assertThat(clone.path("mpssl-lib/target")).as("built again").doesNotExist();
    }

    @Test
    void postBuildFailsLoudly() throws Exception {
        ScratchClone clone =
                ScratchClone.copy(folder.resolve("jovyan"), folder.resolve("home of jovyan"));
        Outcome failed =
                clone.execute(Map.of("JAVA_HOME", "/nowhere"), List.of("binder/postBuild"));
        assertThat(failed.output()).contains("JAVA_HOME is /nowhere, where there is no bin/java");
        assertThat(failed.code()).isNotZero();
    }

    @Test
    void startSetsWhatASmallMachineNeedsUnlessItIsSet() throws Exception {
        ScratchClone clone = ScratchClone.at(RealClone.ROOT, folder.resolve("home"));
        String show = "echo $WORKBENCH_QUICK,$WORKBENCH_HEAP";
        assertThat(started(clone, Map.of(), show)).isEqualTo("1,400m\n");
        assertThat(started(clone, Map.of("WORKBENCH_QUICK", "0", "WORKBENCH_HEAP", "1g"), show))
                .isEqualTo("0,1g\n");
    }

    private static String started(ScratchClone clone, Map<String, String> settings, String script)
            throws IOException, InterruptedException {
        return clone.execute(settings, List.of("binder/start", "sh", "-c", script)).output();
    }

    private static long seconds(long started) {
        return (System.nanoTime() - started) / 1_000_000_000;
    }
}
