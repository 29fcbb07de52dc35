package org.mpssl.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the network away from a command, all but the machine's own address. */
final class NoNetwork {

    private static final List<String> ALONE =
            List.of("unshare", "-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    private NoNetwork() {}

    /** Returns whether this machine lets us do so. */
    static boolean isPossible() throws InterruptedException {
        try {
            return new ProcessBuilder(around(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no unshare
        }
    }

    static List<String> around(List<String> command) {
        List<String> words = new ArrayList<>(ALONE);
        words.addAll(command);
        return words;
    }
}
