package org.mpssl.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which version this is, from the jar's manifest. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"MP-SSL Workbench " + workbench()};
    }

    static String workbench() {
        return orUnknown(Versions.class.getPackage().getImplementationVersion());
    }

    static String of(Class<?> type) {
        return orUnknown(type.getPackage().getImplementationVersion());
    }

    private static String orUnknown(String version) {
        return version == null ? "(version unknown)" : version;
    }
}
