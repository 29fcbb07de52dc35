package org.mpssl.dataprep;

import java.util.List;
import org.mpssl.cli.CommandProvider;

/** Brings the commands of this module to the command line. */
public final class DataCommands implements CommandProvider {

    /** Makes the provider; {@link java.util.ServiceLoader} does. */
    public DataCommands() {}

    @Override
    public List<Object> commands() {
        return List.of(new DataCommand(), new PredictCommand());
    }
}
