package org.mpssl.dataprep.prepare;

import org.mpssl.foundation.Progress;

/** Hears how a preparation goes. */
public interface Steps {

    /**
     * Takes what the user should know.
     *
     * @param sentence one or more lines
     */
    void say(String sentence);

    /**
     * Takes that a long step begins.
     *
     * @param what it does
     * @return what hears how far it is
     */
    Progress begin(String what);
}
